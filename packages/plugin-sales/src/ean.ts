const EAN = /^(\d{8}|\d{12,14})$/

/** True for 8, 12, 13 or 14 digits whose last one is the check digit (weights 3 and 1 from the right). */
export function isEan(text: string): boolean {
  if (!EAN.test(text)) return false
  const digits = [...text].map(Number).reverse()
  const sum = digits.reduce((before, digit, place) => before + digit * (place % 2 === 0 ? 1 : 3), 0)
  return sum % 10 === 0
}

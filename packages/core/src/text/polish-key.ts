const LETTERS = 'aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż'
const SPELLED: Record<string, string> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ħ: 'h', ı: 'i' }
const TABLE_END = 0x180
const SEPARATOR = ' '

/**
 * The sort key stored beside every sortable text, compared byte by byte, the same on both databases. Order: any run of
 * other signs (one separator), digits (a run compares as a number), the 35 letters a ą b c ć … z ź ż, letters of other
 * scripts. Case and foreign accents make no difference; ties are broken by id.
 *
 * The key is plain ASCII, so it may be cut at any byte to fit a column: ą is "a~" (after every a…), ż is "z~~", a run
 * of digits is preceded by the sign of its length (A = 1, B = 2, …).
 */
export function polishKey(text: string): string {
  const normal = text.normalize('NFC')
  let key = ''
  let gap = false
  let digits = -1

  for (let at = 0; at <= normal.length; at += 1) {
    const code = at < normal.length ? normal.charCodeAt(at) : 0
    if (code >= 0x30 && code <= 0x39) {
      if (digits < 0) digits = at
      continue
    }
    if (digits >= 0) {
      key += (gap ? SEPARATOR : '') + numberKey(normal.slice(digits, at))
      gap = false
      digits = -1
    }
    if (at === normal.length) break

    const sign = code < TABLE_END ? TABLE[code] : signKey(normal.codePointAt(at) ?? code)
    if (code >= 0xd800 && code <= 0xdbff) at += 1
    if (sign === undefined) gap = true
    else if (sign !== '') {
      key += gap ? SEPARATOR + sign : sign
      gap = false
    }
  }
  return gap ? key + SEPARATOR : key
}

/** A longer number stands later, whatever its digits, hence the length goes first. */
function numberKey(run: string): string {
  const digits = run.replace(/^0+/, '')
  const length = digits.length
  const size = length < 26 ? String.fromCharCode(0x40 + length) : `Z${String(length).padStart(6, '0')}`
  return size + digits
}

/** The key of one sign: undefined for a separator, empty for a mark that is dropped. */
function signKey(codePoint: number): string | undefined {
  const sign = String.fromCodePoint(codePoint)
  if (/\p{M}/u.test(sign)) return ''
  const lower = sign.toLowerCase()
  const known = LETTER_KEYS.get(lower) ?? SPELLED[lower]
  if (known !== undefined) return known
  if (!/[\p{L}\p{N}]/u.test(sign)) return undefined

  const base = lower.normalize('NFKD').replace(/\p{M}+/gu, '')
  if (base !== lower && base !== '') return [...base].map((part) => baseKey(part)).join('')
  return baseKey(lower)
}

function baseKey(sign: string): string {
  const known = LETTER_KEYS.get(sign) ?? SPELLED[sign]
  if (known !== undefined) return known
  if (sign >= '0' && sign <= '9') return numberKey(sign)
  return `{${(sign.codePointAt(0) ?? 0).toString(36).padStart(4, '0')}`
}

function letterKeys(): Map<string, string> {
  const keys = new Map<string, string>()
  let previous = ''
  for (const letter of LETTERS) {
    previous = letter >= 'a' && letter <= 'z' ? letter : `${previous}~`
    keys.set(letter, previous)
  }
  return keys
}

const LETTER_KEYS = letterKeys()
const TABLE = Array.from({ length: TABLE_END }, (_unused, code) => signKey(code))

/** Σ digit × weight over the first digits of a text of digits. */
export function weighedSum(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0)
}

/** A text without the spaces and hyphens people put between groups of digits, in capitals. */
export function withoutGaps(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\-‐‑–]/g, '')
    .toUpperCase()
}

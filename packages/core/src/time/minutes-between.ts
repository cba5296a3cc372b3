/** Whole minutes from one instant to a later one; null when either is missing. */
export function minutesBetween(from: string | null, to: string | null): number | null {
  return from === null || to === null ? null : Math.round((Date.parse(to) - Date.parse(from)) / 60_000)
}

const SHOWN = 40

/** Fails a test with its faults, each on a line of its own; past forty the rest is counted. */
export function sound(faults: readonly string[]): void {
  const all = [...new Set(faults)]
  if (all.length === 0) return
  const shown = all.slice(0, SHOWN).map((fault) => `  - ${fault}`)
  const more = all.length > SHOWN ? [`  and ${all.length - SHOWN} more`] : []
  throw new Error([`${all.length === 1 ? 'one fault' : `${all.length} faults`}:`, ...shown, ...more].join('\n'))
}

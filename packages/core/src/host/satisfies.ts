/**
 * Whether a version (`1.4.2`) lies in a range as package files of plugins state it: `*`, `1.4.2`, `~1.4.0`, `^1.4.0`,
 * `>=1.4.0`, several of them joined by `||`. What cannot be read is not satisfied.
 */
export function satisfies(version: string, range: string): boolean {
  return range.split('||').some((part) => within(version, part.trim()))
}

function within(version: string, range: string): boolean {
  if (range === '*' || range === '') return true
  const [, sign = '', from = ''] = /^(\^|~|>=|=)?\s*(\d+\.\d+\.\d+)/.exec(range) ?? []
  if (from === '') return false
  const [v, f] = [numbers(version), numbers(from)]
  if (compare(v, f) < 0) return false

  if (sign === '>=') return true
  if (sign === '~') return v[0] === f[0] && v[1] === f[1]
  if (sign !== '^') return compare(v, f) === 0
  // Before 1.0 a new minor may break things, and before 0.1 every version.
  const fixed = f.findIndex((n) => n > 0) + 1 || f.length
  return f.slice(0, fixed).every((n, at) => v[at] === n)
}

function numbers(version: string): number[] {
  return (version.split(/[-+]/)[0] ?? '').split('.').map(Number)
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((n, i) => n !== b[i])
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0)
}

/**
 * True under `npm test -- --whole`: everything that is tried by chance is tried many times, and pages are looked at in
 * every dress and language. Without it every promise is still tried, a few times (docs/decisions/0015).
 */
export const whole = process.env['BERBERIS_TESTS'] === 'whole'

/** How often something is done: `few` at every push, `many` when all is tried. */
export function often(few: number, many: number): number {
  return whole ? many : few
}

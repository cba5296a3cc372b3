/** Fails a test with every fault on a line of its own. */
export function sound(faults: readonly string[]): void {
  const all = [...new Set(faults)]
  if (all.length > 0)
    throw new Error(
      `${all.length === 1 ? 'one fault' : `${all.length} faults`}:\n${all.map((fault) => `  - ${fault}`).join('\n')}`,
    )
}

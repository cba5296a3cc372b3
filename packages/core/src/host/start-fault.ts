/** Why the host does not start: every fault that was found, one sentence each, naming its plugin. */
export class StartFault extends Error {
  readonly faults: readonly string[]

  constructor(faults: readonly string[]) {
    super(['Berberis cannot start:', ...faults.map((fault) => `  - ${fault}`)].join('\n'))
    this.name = 'StartFault'
    this.faults = faults
  }
}

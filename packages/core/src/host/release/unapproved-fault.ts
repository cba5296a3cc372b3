import { StartFault } from '../start-fault.js'

/** A plugin whose code nobody approved. */
export interface Unapproved {
  readonly id: string
  /** The version that lies on the disk. */
  readonly version: string
  /** Name of its package. */
  readonly package: string
  /** The version that was approved last, which can be put back; null when none ever was. */
  readonly approved: string | null
}

/** A guarded installation does not start with code nobody approved. Nothing of it has run, no table was touched. */
export class UnapprovedFault extends StartFault {
  readonly plugins: readonly Unapproved[]

  constructor(plugins: readonly Unapproved[]) {
    super(plugins.map(sentence))
    this.name = 'UnapprovedFault'
    this.plugins = plugins
  }
}

function sentence({ id, version, package: name, approved }: Unapproved): string {
  const approve = `approve it: berberis plugins approve ${id} --from <proof> --login <login>`
  const back = approved === null ? '' : `, or put ${approved} back: npm install ${name}@${approved}`
  return `${id}: version ${version} lies on the disk and is not approved here; ${approve}${back}`
}

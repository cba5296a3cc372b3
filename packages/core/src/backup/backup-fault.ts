/** Why a backup or a restore did not happen, or not whole; the words for each stand with the console. */
export type BackupFaultCode =
  | 'folder-taken'
  | 'no-backup'
  | 'not-whole'
  | 'other-engine'
  | 'newer-backup'
  | 'living'
  | 'wrong-name'
  | 'running'
  | 'passphrase-missing'
  | 'passphrase-wrong'
  | 'in-memory'
  | 'no-database'
  | 'not-equal'

/** Something a person can do something about. `about` names it: a folder, a file, an instance. */
export class BackupFault extends Error {
  readonly code: BackupFaultCode
  readonly about: string

  constructor(code: BackupFaultCode, about: string) {
    super(`${code}: ${about}`)
    this.name = 'BackupFault'
    this.code = code
    this.about = about
  }
}

import type { Console } from './open-host.js'
import { firstLine } from './read-args.js'

/** What seals or opens the instance key of a backup: from the environment, or the first line of standard input. */
export async function passphraseOf({ args, env }: Console): Promise<string | undefined> {
  const given = args.options['stdin'] === true ? await firstLine(process.stdin) : env['BERBERIS_BACKUP_PASSPHRASE']
  return given === '' ? undefined : given
}

import { backupHost } from '@berberis/core'
import { resolve } from 'node:path'
import { type Console, openHost } from '../open-host.js'
import { word } from '../read-args.js'
import { passphraseOf } from '../passphrase.js'

/** `backup <dir>`: a consistent copy of the whole instance, while it works. */
export async function backup(console: Console): Promise<number> {
  const { args, cwd, texts, say } = console
  const to = resolve(cwd, word(args, 1, 'dir'))
  const passphrase = await passphraseOf(console)
  const { instance } = await openHost(console, { works: false, looks: true })
  try {
    const made = await backupHost(instance.host, {
      to,
      told: (step) => say(texts[`backup.${step}`]),
      ...(passphrase !== undefined && { passphrase }),
    })
    const rows = made.tables.reduce((sum, table) => sum + table.rows, 0)
    const { name, at, tables, files } = made
    say(texts['backup.done'], { name, at, folder: to, tables: tables.length, rows, files: files.count })
    say(texts[`backup.key-${made.key}`])
    if (made.missing.length > 0) say(texts['backup.missing'], { count: made.missing.length })
    return 0
  } finally {
    await instance.close()
  }
}

import { join, resolve } from 'node:path'
import { BackupFault, restore as put, systemClock, verifyBackup } from '@berberis/core'
import { type Console, configured } from '../open-host.js'
import { passphraseOf } from '../passphrase.js'
import { word } from '../read-args.js'
import { findRunning } from '../running.js'

/**
 * `restore <dir> [--into <empty>] [--over <name>]`: puts a backup where the configuration says, or into another data folder;
 * `restore <dir> --check` only reads it again and says whether it is whole.
 */
export async function restore(console: Console): Promise<number> {
  const { args, cwd, texts, say } = console
  const from = resolve(cwd, word(args, 1, 'dir'))
  if (args.options['check'] === true) {
    say(texts['restore.verify'])
    const { name, at, tables, files } = await verifyBackup(from)
    say(texts['restore.whole'], { name, at, tables: tables.length, files: files.count })
    return 0
  }

  const place = await targetOf(console)
  const running = await findRunning(place.dataFolder)
  if (running) throw new BackupFault('running', running.address)
  const { over } = args.options
  const passphrase = await passphraseOf(console)
  const { manifest, aside } = await put({
    ...place,
    from,
    at: systemClock.now(),
    told: (step) => say(texts[`restore.${step}`]),
    ...(typeof over === 'string' && { over }),
    ...(passphrase !== undefined && { passphrase }),
  })
  const { name, at, tables, files } = manifest
  say(texts['restore.done'], { name, at, folder: place.dataFolder, tables: tables.length, files: files.count })
  if (aside !== null) say(texts['restore.aside'], { folder: aside })
  return 0
}

/** The configured place; `--into` names another data folder, in which an embedded database lies then too. */
async function targetOf(console: Console) {
  const { args, cwd } = console
  const { config } = await configured(console)
  const { database, dataFolder, publicAddress } = config
  const { into } = args.options
  if (typeof into !== 'string') return { database, dataFolder, publicAddress }

  const folder = resolve(cwd, into)
  const own = database.startsWith('sqlite:') ? `sqlite:${encodeURI(join(folder, 'berberis.db'))}` : database
  return { database: own, dataFolder: folder, publicAddress }
}

#!/usr/bin/env node
import { BackupFault, StartFault, UnapprovedFault } from '@berberis/core'
import { BadValue } from './bad-value.js'
import { backup } from './commands/backup.js'
import { createPlugin } from './commands/create-plugin.js'
import { doctor } from './commands/doctor.js'
import { example } from './commands/example.js'
import { migrate } from './commands/migrate.js'
import { openapi } from './commands/openapi.js'
import { operators } from './commands/operator.js'
import { plugins } from './commands/plugins.js'
import { restore } from './commands/restore.js'
import { setup } from './commands/setup.js'
import { sheet } from './commands/sheet.js'
import { start } from './commands/start.js'
import { databaseFault } from './database-fault.js'
import { type Console, consoleOf } from './open-host.js'
import { type Args, MissingOption, readArgs } from './read-args.js'
import { Said } from './said.js'
import { sayUnapproved } from './say-unapproved.js'
import { fill, textsFor } from './texts.js'

const COMMANDS: Readonly<Record<string, (console: Console) => Promise<number | null>>> = {
  start,
  setup,
  migrate,
  operator: operators,
  example,
  plugins,
  'create-plugin': createPlugin,
  sheet,
  doctor,
  backup,
  restore,
  openapi,
}

process.exitCode = (await run(process.argv.slice(2))) ?? 0

async function run(argv: readonly string[]): Promise<number | null> {
  const texts = textsFor(process.env)
  try {
    const args: Args = readArgs(argv)
    const name = args.words[0] ?? ''
    const command = COMMANDS[name]
    if (args.options['help'] || name === '' || !command) {
      console.log(
        name === '' || args.options['help']
          ? texts.usage
          : `${fill(texts.unknownCommand, { command: name })}\n\n${texts.usage}`,
      )
      return name === '' || !command ? Number(!args.options['help']) : 0
    }
    return await command(consoleOf(args))
  } catch (error) {
    return fail(error)
  }
}

/** What people can do something about is said in a sentence; everything else keeps its trace. */
function fail(error: unknown): number {
  const texts = textsFor(process.env)
  const database = databaseFault(error)
  if (error instanceof MissingOption) console.error(`${fill(texts.missing, { name: error.message })}\n\n${texts.usage}`)
  else if (error instanceof BackupFault) console.error(fill(texts[`fault.${error.code}`], { about: error.about }))
  else if (error instanceof BadValue) console.error(error.in(texts))
  else if (error instanceof UnapprovedFault)
    console.error(`${texts['release.refused']}\n${sayUnapproved(error.plugins, texts)}`)
  else if (error instanceof Said || error instanceof StartFault) console.error(error.message)
  else if (database) console.error(fill(texts[database], { reason: reasonOf(error) }))
  else if (isUsage(error)) console.error(`${error.message}\n\n${texts.usage}`)
  else console.error(error)
  return 1
}

/** The driver's own short word, for whoever looks it up. */
function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

function isUsage(error: unknown): error is TypeError & { code: string } {
  return error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
}

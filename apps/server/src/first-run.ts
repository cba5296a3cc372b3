import { mkdirSync } from 'node:fs'
import {
  connect,
  generatedPassword,
  type Host,
  type HostConfig,
  isSetUp,
  loadExample,
  type LoadedLogin,
  setUp,
  settleExample,
} from '@berberis/core'
import { box, columns } from './box.js'
import { atConsole, type Console } from './open-host.js'

/**
 * Sets an empty instance up with the example firm and says all its logins and passwords, the administrator's first; null
 * when somebody works here already. One transaction: stopped half way, nothing has happened.
 */
export async function firstRun(host: Host, { texts, say }: Console): Promise<readonly LoadedLogin[] | null> {
  if (await isSetUp(host.kernel.db)) return null

  say(texts.settingUp)
  const password = generatedPassword()
  const administrator = { login: 'adam', name: 'Adam Admin', email: 'adam@instalacje-przyklad.example', password }
  const others = await atConsole(host, async (ctx) => {
    // The example names the firm, so that the name goes when the example is taken away.
    await setUp(ctx, { firm: { firmName: '' }, locale: 'pl', administrator, suggestions: 'all' })
    return loadExample(ctx, { day: ctx.today(), told: (part) => say(texts.loading, { part }) })
  })
  const logins = [{ login: administrator.login, name: administrator.name, role: 'Administrator', password }, ...others]
  // First of all, before any work that somebody may break off: nothing else knows these passwords.
  say(`\n${box([texts.passwordsOnce, '', ...loginTable(logins, texts)])}`)
  await settle(host, { texts, say })

  return logins
}

/** Whether nobody works in this database yet; asked before a host is made, so that a first run meets no later work. */
export async function isUntouched({
  database,
  dataFolder,
}: Pick<HostConfig, 'database' | 'dataFolder'>): Promise<boolean> {
  mkdirSync(dataFolder, { recursive: true })
  const db = connect(database, { pool: 1 })
  try {
    return !(await db.schema.hasTable('core_operator')) || !(await isSetUp(db))
  } finally {
    await db.destroy()
  }
}

/** Logins, passwords, names and roles in columns under their titles. */
export function loginTable(
  logins: readonly LoadedLogin[],
  { login, name, role, password }: Console['texts'],
): readonly string[] {
  return columns([
    [login, password, name, role],
    ...logins.map((each) => [each.login, each.password, each.name, each.role]),
  ])
}

/** Lets listeners finish what the example set off, and counts it to the example. */
export async function settle(host: Host, { texts, say }: Pick<Console, 'texts' | 'say'>): Promise<void> {
  say(texts.finishing)
  await host.drain()
  await atConsole(host, settleExample)
}

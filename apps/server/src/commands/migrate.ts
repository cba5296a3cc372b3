import { type Console, openHost } from '../open-host.js'

/** Makes pending migrations; the only way on MariaDB once there is data. */
export async function migrate(console: Console): Promise<number> {
  const { host } = await openHost(console, { works: false })
  try {
    await host.migrate()
  } finally {
    await host.close()
  }
  console.say(console.texts.migrated)
  return 0
}

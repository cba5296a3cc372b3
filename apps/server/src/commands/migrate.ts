import { corePlugin, findingKey, rehearse } from '@berberis/core'
import { type Console, configured, openHost } from '../open-host.js'
import { sayUnapproved } from '../say-unapproved.js'

/** Makes pending migrations; the only way on MariaDB once there is data. Code nobody approved is left out and said (1). `--rehearse`: on a copy, and says how it went. */
export async function migrate(console: Console): Promise<number> {
  if (console.args.options['rehearse'] === true) return rehearsed(console)
  const { instance } = await openHost(console, { works: false, leavesOut: true })
  try {
    await instance.host.migrate()
  } finally {
    await instance.close()
  }
  if (instance.leftOut.length === 0) {
    console.say(console.texts.migrated)
    return 0
  }
  console.say(console.texts['release.left-out'])
  console.say(sayUnapproved(instance.leftOut, console.texts))
  return 1
}

async function rehearsed(console: Console): Promise<number> {
  const { texts, say } = console
  const { config, plugins } = await configured(console)
  say(texts['rehearse.copying'])
  const { steps, fault, findings } = await rehearse({ config, plugins: [corePlugin, ...plugins] })
  for (const { plugin, name } of steps) say(`  ${plugin}/${name}`)
  if (fault !== null) say(texts['rehearse.fault'], { fault })
  for (const finding of findings) say(`✗ ${findingKey(finding)}`)
  const sound = fault === null && findings.length === 0
  say(sound ? texts['rehearse.sound'] : texts['rehearse.not-sound'], { count: steps.length })
  return sound ? 0 : 1
}

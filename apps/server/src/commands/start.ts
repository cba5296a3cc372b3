import { isSetUp, setupKey, stopWhenAsked } from '@berberis/core'
import { box } from '../box.js'
import { findPort } from '../find-port.js'
import { firstRun, isUntouched } from '../first-run.js'
import { configOf, type Console, openHost, type Opened, sayRecovered, withHost } from '../open-host.js'
import { findRunning, inTheWay, markRunning } from '../running.js'
import { hostConfigOf, type Place, placeOf, type ServerConfig } from '../server-config.js'
import { fill } from '../texts.js'

/**
 * Starts the server. On an empty database it makes the tables; then, with `--example`, the example firm and its operators,
 * otherwise a set-up page whose key is printed. Gives the exit code, or null while it runs.
 */
export async function start(console: Console): Promise<number | null> {
  const { args, texts, say, env, cwd } = console
  const config = await configOf(console)
  const wished = placeOf(config, env)
  const given = hostConfigOf(config, env, { place: wished, cwd })
  const running = await findRunning(given.dataFolder)
  if (running && inTheWay(running, { database: given.database, wished })) {
    say(texts.running, { address: running.address, pid: running.pid, folder: given.dataFolder })
    if (!given.database.startsWith('sqlite:')) say(texts.runningBeside)
    return 1
  }
  const place = await findPort(wished)
  if (!place) {
    say(texts.portTaken, { port: wished.port })
    return 1
  }

  const example = args.options['example'] === true
  if (args.options['clock'] && !example && !config.practice) {
    say(texts.clockPractice)
    return 1
  }
  const first = example && (await firstRunAlone(console, { config, place }))
  const opened = await openHost(console, { place, works: true, ...(example && { practice: true }) })
  const { instance } = opened
  stopWhenAsked(instance, () => say(texts.stopping))
  sayRecovered(console, instance)
  await instance.ready()
  await instance.listen()
  const { dataFolder, publicAddress } = instance.kernel.config
  markRunning(dataFolder, { host: place.host, port: place.port, address: publicAddress.replace(/\/$/, '') })

  if (place.port !== wished.port) say(texts.nextPort, { port: wished.port, next: place.port })
  await tell(opened, console, { first })
  return null
}

/** Fills an empty database on a host that does nothing else; false when somebody works there already. */
async function firstRunAlone(
  console: Console,
  { config, place }: { config: ServerConfig; place: Place },
): Promise<boolean> {
  const { texts, say, env, cwd } = console
  if (!(await isUntouched(hostConfigOf(config, env, { place, cwd })))) return false

  say(texts.preparing)
  return (await withHost(console, (host) => firstRun(host, console))) !== null
}

async function tell(
  { instance: { kernel } }: Opened,
  { texts, say }: Console,
  { first }: { first: boolean },
): Promise<void> {
  const { publicAddress, mail, dataFolder, practice } = kernel.config
  const address = publicAddress.replace(/\/$/, '')
  const lines = [fill(texts.ready, { address })]
  if (first) lines.push(texts.signInAbove)
  else if (await isSetUp(kernel.db))
    lines.push(fill(texts.signInAgain, { command: 'npm run berberis -- operator reset-password <login>' }))
  else lines.push('', texts.setUpAt, `${address}/setup?key=${setupKey(kernel.db)}`)

  say(`\n${box(lines)}`)
  if (practice && mail?.startsWith('folder:'))
    say(texts.mailFolder, { folder: mail.slice('folder:'.length) || dataFolder })
  else if (mail) say(texts.mailServer, { address: withoutPassword(mail) })
  else say(texts.mailNone)
  if (address.startsWith('http:') && !isLocal(address)) say(texts.plainHttp)
  say(texts.stop)
}

function isLocal(address: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(address).hostname)
}

function withoutPassword(mail: string): string {
  return mail.replace(/\/\/[^@/]*@/, '//')
}

import { type AskedBy, conflictsOf, type Instance, packageOf } from '@berberis/core'
import { resolve } from 'node:path'
import { columns } from '../box.js'
import { type Console, looking, withHost } from '../open-host.js'
import { word } from '../read-args.js'
import { fill } from '../texts.js'
import { approve, key, prove, revoke } from './plugin-release.js'

const BY: AskedBy = { operator: null, origin: 'console' }

/** `plugins list | check | key | prove | approve | revoke | install | enable | disable | remove <id>`: a server that runs meanwhile follows by itself. */
export async function plugins(console: Console): Promise<number> {
  const { args, texts, say } = console
  const command = word(args, 1, 'list | check | key | prove | approve | revoke | install | enable | disable | remove')
  const plain = PLAIN[command]
  if (plain) return plain(console)
  const change = CHANGES[command]
  if (!change) {
    say(texts.unknownCommand, { command: args.words.join(' ') })
    return 1
  }
  const id = word(args, 2, 'id')
  return withHost(console, (_host, instance) => change(console, instance, id))
}

const PLAIN: Readonly<Record<string, (console: Console) => Promise<number>>> = {
  list,
  check,
  key,
  prove,
  approve,
  revoke,
}

type Change = (console: Console, instance: Instance, id: string) => Promise<number>

const CHANGES: Readonly<Record<string, Change>> = {
  async install({ args, cwd, texts, say }, { life }, id) {
    const { restore } = args.options
    await life.install(id, BY, typeof restore === 'string' ? resolve(cwd, restore) : undefined)
    say(texts['plugins.installed'], { id })
    return 0
  },
  async enable({ texts, say }, { life }, id) {
    await life.enable(id, BY)
    say(texts['plugins.enabled'], { id })
    return 0
  },
  async disable({ texts, say }, { life }, id) {
    await life.disable(id, BY)
    say(texts['plugins.disabled'], { id })
    return 0
  },
  async remove({ args, texts, say }, { life, kernel }, id) {
    if (args.options['yes'] !== true) {
      say(texts['plugins.would-go'], { id })
      for (const { table, rows, more } of await life.rows(id)) say(`  ${table}: ${rows}${more ? '+' : ''}`)
      say(texts['plugins.say-yes'], { id })
      return 1
    }
    const archive = await life.remove(id, BY)
    kernel.log.info({ plugin: id, archive }, 'removed')
    say(texts['plugins.removed'], { id, archive })
    return 0
  },
}

async function list(console: Console): Promise<number> {
  const { texts, say } = console
  await looking(console, async ({ life, host, leftOut }) => {
    const known = await life.known()
    const rows = life.listed
      .filter(({ id }) => id !== 'core')
      .map((plugin) => {
        const state = known.get(plugin.id)?.state ?? (host.registry.plugin(plugin.id) ? 'installed' : 'listed')
        const out = leftOut.some(({ id }) => id === plugin.id)
        const said = out ? texts['release.state-unapproved'] : texts[`plugins.state-${state}`]
        return [plugin.id, packageOf(plugin).version, said, (plugin.needs ?? []).join(', ')]
      })
    const gone = [...known.values()].filter(({ id }) => !life.listed.some((plugin) => plugin.id === id))
    const unlisted = gone.map(({ id, version }) => [id, version, texts['plugins.unlisted'], ''])
    const head = [texts['plugins.id'], texts['plugins.version'], texts['plugins.state'], texts['plugins.needs']]
    for (const line of columns([head, ...rows, ...unlisted])) say(line)
  })
  return 0
}

/** Where the listed plugins meet, in order; two that write one field, and what decides. */
async function check(console: Console): Promise<number> {
  const { texts, say } = console
  await looking(console, async ({ life }) => {
    const { meetings, fields } = conflictsOf(life.listed)
    for (const { at, kind, who } of meetings) say(`${at} (${kind}): ${who.join(', ')}`)
    say('')
    for (const { hook, field, who, decides, rule } of fields)
      say(`${hook} ${field}: ${who.join(', ')}. ${fill(texts[`plugins.why-${rule.why}`], { ...rule, decides })}`)
    if (fields.length === 0) say(texts['plugins.no-conflicts'])
  })
  return 0
}

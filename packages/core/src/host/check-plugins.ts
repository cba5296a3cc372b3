import type { Plugin } from '../plugin/define-plugin.js'
import { isPlugin } from '../plugin/define-plugin.js'
import { kindOf } from '../search/kind.js'
import { checkHooks } from './check-hooks.js'
import { checkLists } from './check-lists.js'
import { houseVersion, packageOf } from './package-of.js'
import { satisfies } from './satisfies.js'

type Fault = (text: string) => void

/** First words of addresses that belong to the core whatever its routes are. */
const CORE_WORDS = [
  'api',
  'a',
  'health',
  'pick',
  'palette',
  'search',
  'setup',
  'sign-in',
  'session',
  'me',
  'ui',
  'live',
]

/**
 * Everything about the declarations that keeps the host from starting (spec-core §2), each in a sentence that names the
 * plugin. `listed` is as configured, `ordered` in plugin order.
 */
export function checkPlugins(listed: readonly Plugin[], ordered: readonly Plugin[], fault: Fault): void {
  for (const plugin of listed) checkMake(plugin, fault)
  checkIds(listed, fault)
  for (const plugin of ordered) checkOwn(plugin, fault)
  checkTaken(ordered, fault)
  checkKinds(ordered, fault)
  checkHooks(ordered, fault)
  checkLists(ordered, fault)
}

/**
 * What stands in a configuration is a plugin at all: made by `definePlugin` of this very SDK. Everything else looks into
 * plugins, so nothing else may be asked of a list with such a fault.
 */
export function checkList(listed: readonly unknown[], fault: Fault): void {
  listed.forEach((entry, at) => {
    const { id } = (entry ?? {}) as { readonly id?: unknown }
    const who = typeof id === 'string' ? `plugin ${id}` : `entry ${at + 1} of the list of plugins`
    if (typeof entry !== 'object' || entry === null)
      fault(`${who}: is ${String(entry)}, not a plugin; is it exported so?`)
    else if (!(isPlugin in entry))
      fault(`${who}: was not made by definePlugin, or by another copy of the SDK; the process may hold one only`)
  })
}

/** A plugin says which SDK it was written for. */
function checkMake(plugin: Plugin, fault: Fault): void {
  const { sdkRange } = packageOf(plugin)
  const version = houseVersion()
  if (sdkRange !== null && !satisfies(version, sdkRange))
    fault(`plugin ${plugin.id}: wants the SDK ${sdkRange}, this is ${version}`)
}

function checkIds(plugins: readonly Plugin[], fault: Fault): void {
  const core = plugins.find(({ id }) => id === 'core')
  const words = new Set([...CORE_WORDS, ...Object.keys(core?.routes ?? {}).map((path) => path.split('/')[1] ?? '')])
  const met = new Set<string>()
  for (const { id } of plugins) {
    if (!/^[a-z][a-z0-9-]{1,30}$/.test(id)) fault(`plugin ${id}: an id is 2–31 of a–z, 0–9 and hyphens, a letter first`)
    if (met.has(id)) fault(`plugin ${id}: the id is taken by another plugin`)
    if (words.has(id)) fault(`plugin ${id}: /${id} is an address of the core`)
    met.add(id)
  }
}

/** Ids carry their plugin's name, and names within a plugin are used once. */
function checkOwn(plugin: Plugin, fault: Fault): void {
  const {
    id,
    permissions,
    entities = [],
    lists = [],
    hooks = [],
    slots = [],
    errands = [],
    jobs = [],
    series = [],
  } = plugin
  const { notifications = [], topics = [] } = plugin
  const owned: readonly (readonly [string, readonly { readonly id: string }[]])[] = [
    ['permission', Object.values(permissions)],
    ['entity', entities],
    ['list', lists],
    ['hook', hooks],
    ['slot', slots],
    ['errand', errands],
    ['job', jobs],
    ['series', series],
    ['notification', notifications],
    ['topic', topics],
  ]
  for (const [kind, parts] of owned)
    for (const part of parts)
      if (!part.id.startsWith(`${id}.`)) fault(`plugin ${id}: the ${kind} ${part.id} does not begin with ${id}.`)

  for (const [kind, names] of [
    ['listener', (plugin.listeners ?? []).map(({ name }) => name)],
    ['schedule', (plugin.schedules ?? []).map(({ name }) => name)],
    ['migration', (plugin.migrations ?? []).map(({ name }) => name)],
    ['fill', (plugin.fills ?? []).map(({ slotId, name }) => `${slotId} ${name}`)],
  ] as const)
    for (const name of doubles(names)) fault(`plugin ${id}: two of its parts are the ${kind} ${name}`)

  checkPermissions(plugin, fault)
}

function checkPermissions(plugin: Plugin, fault: Fault): void {
  const own = new Set(Object.values(plugin.permissions).map((permission) => permission.id))
  const used = [
    ...(plugin.entities ?? []).flatMap(({ read, edit }) => [read, edit]),
    ...(plugin.menu ?? []).map(({ permission }) => permission),
    ...(plugin.create ?? []).map(({ permission }) => permission),
    ...(plugin.fills ?? []).map(({ permission }) => permission),
    ...(plugin.series ?? []).map(({ edit }) => edit),
  ]
  for (const permission of used) {
    if (typeof permission === 'string' || own.has(permission.id)) continue
    // A right of another plugin is that plugin's to declare; one that looks like ours was forgotten.
    if (permission.id.startsWith(`${plugin.id}.`))
      fault(`plugin ${plugin.id}: uses the permission ${permission.id} and does not declare it`)
  }
}

/** What one plugin has no other may have: ids, tables, addresses, event types, keys of the menu. */
function checkTaken(plugins: readonly Plugin[], fault: Fault): void {
  const owners = new Map<string, string>()
  const take = (what: string, plugin: string) => {
    const owner = owners.get(what)
    if (owner !== undefined)
      fault(`plugin ${plugin}: the ${what} is taken by ${owner === plugin ? 'itself' : `plugin ${owner}`}`)
    else owners.set(what, plugin)
  }
  for (const plugin of plugins) {
    for (const { id } of Object.values(plugin.permissions)) take(`permission ${id}`, plugin.id)
    for (const { id, model } of plugin.entities ?? []) {
      take(`entity ${id}`, plugin.id)
      take(`table ${model.tableName}`, plugin.id)
    }
    for (const { id } of plugin.lists ?? []) take(`list ${id}`, plugin.id)
    for (const { id, formerly } of plugin.hooks ?? [])
      for (const name of [id, ...formerly]) take(`hook ${name}`, plugin.id)
    for (const { id } of plugin.slots ?? []) take(`slot ${id}`, plugin.id)
    for (const { id } of plugin.errands ?? []) take(`errand ${id}`, plugin.id)
    for (const { id } of plugin.jobs ?? []) take(`job ${id}`, plugin.id)
    for (const { id } of plugin.series ?? []) take(`series ${id}`, plugin.id)
    for (const { id } of plugin.notifications ?? []) take(`notification ${id}`, plugin.id)
    for (const { id } of [...(plugin.topics ?? []), ...(plugin.entities ?? [])]) take(`topic ${id}`, plugin.id)
    for (const { key } of plugin.eventTypes ?? []) take(`event type ${key}`, plugin.id)
    for (const { key } of plugin.menu ?? []) if (key) take(`menu key ${key}`, plugin.id)
  }
}

/** Two entities of one number would be found as one another. */
function checkKinds(plugins: readonly Plugin[], fault: Fault): void {
  const met = new Map<number, string>()
  for (const plugin of plugins)
    for (const { id } of plugin.entities ?? []) {
      const other = met.get(kindOf(id)) ?? id
      if (other !== id) fault(`plugin ${plugin.id}: the search cannot tell ${id} from ${other}; another id will do`)
      met.set(kindOf(id), other)
    }
}

function doubles(names: readonly string[]): string[] {
  return names.filter((name, at) => names.indexOf(name) !== at)
}

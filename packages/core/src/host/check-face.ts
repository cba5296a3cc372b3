import type { Face } from '../http/face.js'
import type { Plugin } from '../plugin/define-plugin.js'
import type { Entity } from '../plugin/entity.js'
import type { FullRegistry } from './registry.js'
import { groupKeys } from '../settings/setting-groups.js'

type Fault = (text: string) => void

/**
 * What people would see missing: a text in either language, a template that breaks the rules, a slot nobody declares, an
 * icon that is not in the sheet. Each keeps the host from starting and names the plugin.
 */
export function checkFace(registry: FullRegistry, { engine, locales, assets }: Face, fault: Fault): void {
  for (const told of locales.faults) fault(`plugin ${told}`)
  for (const { view, line, text } of engine.faults)
    fault(`plugin ${ownerOf(view)}: view ${view}, line ${line}: ${text}`)

  const known = locales.messages.pl
  for (const plugin of registry.plugins)
    for (const key of new Set(keysOf(plugin)))
      if (!known.has(key)) fault(`plugin ${plugin.id}: there is no text for ${key}`)

  for (const [view, { keys, icons, slots }] of engine.facts) {
    const where = `plugin ${ownerOf(view)}: view ${view}, line`
    for (const { name, line } of keys) if (!known.has(name)) fault(`${where} ${line}: there is no text for ${name}`)
    for (const { name, line } of icons) if (!assets.icons.has(name)) fault(`${where} ${line}: there is no icon ${name}`)
    for (const { name, line } of slots)
      if (!registry.slots.has(name)) fault(`${where} ${line}: nobody declares the slot ${name}`)
  }
  for (const plugin of registry.plugins)
    for (const icon of iconsOf(plugin))
      if (!assets.icons.has(icon)) fault(`plugin ${plugin.id}: there is no icon ${icon}`)
}

const ownerOf = (view: string): string => view.split('/')[0] ?? view

/** Keys of texts that a plugin's declarations stand for. */
function keysOf({
  id,
  title,
  settings,
  permissions,
  menu = [],
  create = [],
  fills = [],
  lists = [],
  entities = [],
  eventTypes = [],
  attributes = [],
  errands = [],
  jobs = [],
  notifications = [],
  hooks = [],
}: Plugin): string[] {
  return [
    title,
    ...Object.keys(settings?.properties ?? {}).map((key) => `settings.${id}.${key}`),
    ...groupKeys(id, settings),
    ...Object.values(permissions).map((permission) => `permission.${permission.id}`),
    ...[...menu, ...create, ...fills].map(({ label }) => label),
    ...lists.flatMap((list) => [list.title ?? list.id, ...list.views.map(({ key }) => `${list.id}.view.${key}`)]),
    ...lists.flatMap(({ id: list, bulk = [] }) => bulk.map(({ key }) => `${list}.bulk.${key}`)),
    ...lists.flatMap(({ columns }) => columns.flatMap(({ label }) => label ?? [])),
    ...entities.flatMap(fieldKeys),
    ...eventTypes.map(({ key }) => `event-type.${key}`),
    ...attributes.flatMap(({ entity, key, options = [] }) => [
      `attribute.${entity.id}.${key}`,
      ...options.map(({ label }) => label),
    ]),
    ...errands.map((errand) => `errand.${errand.id}`),
    ...jobs.map(({ id }) => `job.${id}`),
    ...hooks.flatMap((hook) => (hook.kind === 'announcement' && hook.label) || []),
    ...notifications.flatMap((kind) => [`notification.${kind.id}`, `notification.${kind.id}.kind`]),
  ].filter((key) => key !== '')
}

function fieldKeys({ id, fields }: Entity): string[] {
  return Object.entries(fields).flatMap(([name, { label, hint, options = [] }]) => [
    label ?? `${id}.${name}`,
    ...(hint ? [hint] : []),
    ...options.map((option) => option.label),
  ])
}

function iconsOf({
  menu = [],
  create = [],
  fills = [],
  entities = [],
  eventTypes = [],
  notifications = [],
}: Plugin): string[] {
  const named: readonly { readonly icon?: string }[] = [
    ...menu,
    ...create,
    ...fills,
    ...entities,
    ...eventTypes,
    ...notifications,
  ]
  return named.flatMap(({ icon }) => icon ?? [])
}

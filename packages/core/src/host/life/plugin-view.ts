import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { type Static, Type } from '@sinclair/typebox'
import type { Ctx } from '../../ctx.js'
import type { Plugin } from '../../plugin/define-plugin.js'
import { satisfies } from '../satisfies.js'
import { packageOf } from '../package-of.js'
import type { KnownPlugin } from './plugin-states.js'

const text = (maxLength: number) => Type.String({ maxLength })
const texts = Type.Array(text(200), { maxItems: 1000 })

/** One plugin among the others. */
export const pluginRow = Type.Object({
  id: text(40),
  title: text(200),
  version: text(40),
  state: Type.Union(['listed', 'installed', 'disabled', 'installing', 'removing'].map((state) => Type.Literal(state))),
  needs: texts,
  neededBy: texts,
})
export type PluginRow = Static<typeof pluginRow>

/** How a plugin stands. What is not in force has its texts in its own package, so it is called by its id. */
export function rowOf(
  ctx: Ctx,
  plugin: Plugin,
  { known, listed }: { readonly known: ReadonlyMap<string, KnownPlugin>; readonly listed: readonly Plugin[] },
): PluginRow {
  const active = ctx.registry.plugin(plugin.id) !== undefined
  return {
    id: plugin.id,
    title: active ? ctx.t(plugin.title) : plugin.id,
    version: packageOf(plugin).version,
    state: known.get(plugin.id)?.state ?? (active ? 'installed' : 'listed'),
    needs: [...(plugin.needs ?? [])],
    neededBy: listed.filter(({ needs = [] }) => needs.includes(plugin.id)).map(({ id }) => id),
  }
}

/** Names of the archives of a plugin that lie in the data folder, the newest first; at most fifty. */
export function archivesOf(folder: string, plugin: string): readonly string[] {
  if (!existsSync(folder)) return []
  const named = new RegExp(`^${plugin}-\\d.*\\.zip$`)
  return readdirSync(folder)
    .filter((name) => named.test(name))
    .sort()
    .reverse()
    .slice(0, 50)
}

/** The path of an archive by its name, which is no path. */
export const archiveAt = (folder: string, name: string): string => join(folder, basename(name))

/**
 * What its CHANGELOG (Markdown, a heading `## 1.2.0` for each version, the newest first) tells of the versions after the
 * one that works here, `version`; of the newest one when none does.
 */
export function changesSince(plugin: Pick<Plugin, 'from'>, version: string | undefined): string {
  const file = join(packageOf(plugin).folder, 'CHANGELOG.md')
  if (!existsSync(file)) return ''
  const sections = readFileSync(file, 'utf8')
    .split(/^(?=## )/m)
    .slice(1)
  const newer =
    version === undefined ? sections.slice(0, 1) : sections.filter((one) => isAfter(versionOf(one), version))
  return newer.join('').trim().slice(0, 10_000)
}

/** `## 1.2.0`, `## [1.2.0] - 2026-11-01`, `## v1.2.0` */
const versionOf = (section: string): string => /\d+\.\d+\.\d+[\w.-]*/.exec(section.split('\n')[0] ?? '')?.[0] ?? ''

function isAfter(version: string, known: string): boolean {
  return version !== '' && version !== known && satisfies(version, `>=${known}`)
}

import type { TableFacts } from '../db/describe-tables.js'
import type { Plugin } from '../plugin/define-plugin.js'
import { section } from './markdown.js'
import { describeEntities, describeLists } from './of-things.js'
import { describeFills, describeHooks, describeListeners, describeSlots } from './of-meetings.js'
import { describeAddresses, describeTables, type MountedRoute } from './of-outside.js'
import {
  describeAttributes,
  describeErrands,
  describeEventTypes,
  describeGuards,
  describeHealth,
  describeJobs,
  describePermissions,
  describeSchedules,
  describeSeries,
  describeSettings,
} from './of-parts.js'

export interface SheetGiven {
  readonly plugin: Plugin
  /** As mounted by the host, all plugins'. */
  readonly routes: readonly MountedRoute[]
  /** As they stand in an SQLite database, all plugins'. */
  readonly tables: readonly TableFacts[]
  /** A text in English. */
  readonly t: (key: string) => string
}

/**
 * `SHEET.md` of a plugin: everything of it that others can see or lean on (spec-core §2), written from its definition. The
 * same input gives the same text, so a difference is a change of the surface.
 */
export function sheetOf({ plugin, routes, tables, t }: SheetGiven): string {
  const own = tables.filter(({ name }) => name.startsWith(`${plugin.id}_`))
  const mounted = routes.filter((route) => route.plugin === plugin.id)
  const parts = [
    `# ${t(plugin.title)} (\`${plugin.id}\`)\n\nGenerated from the code: \`node scripts/sheets.mjs\`. Needs ${needsOf(plugin)}.\n`,
    section('Permissions', describePermissions(plugin, t)),
    section('Settings', describeSettings(plugin)),
    section('Entities', describeEntities(plugin)),
    section('Lists', describeLists(plugin)),
    section('Attributes', describeAttributes(plugin)),
    section('Addresses', describeAddresses(mounted)),
    section('Hooks', describeHooks(plugin)),
    section('Listens to', describeListeners(plugin)),
    section('Slots', describeSlots(plugin)),
    section('Fills', describeFills(plugin, t)),
    section('Errands', describeErrands(plugin)),
    section('Jobs', describeJobs(plugin)),
    section('Schedules', describeSchedules(plugin)),
    section('Event types', describeEventTypes(plugin)),
    section('Series', describeSeries(plugin)),
    section('Health checks', describeHealth(plugin)),
    section('Guards', describeGuards(plugin)),
    section('Tables', describeTables(own)),
  ]
  return parts.filter((part) => part !== '').join('\n')
}

function needsOf({ needs = [] }: Plugin): string {
  return needs.length === 0 ? 'nothing but the core' : needs.map((id) => `\`${id}\``).join(', ')
}

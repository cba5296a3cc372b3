import type { TSchema } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import type { Ctx } from '../ctx.js'
import { auditChange, type AuditChange } from '../entity/audit.js'
import { inChangeSet } from '../entity/change-set.js'
import { type Judged, judgeValue } from '../entity/fields/judge.js'
import { raise } from '../entity/revision.js'
import type { Plugin } from '../plugin/define-plugin.js'
import type { FieldRefusal } from '../plugin/refusal.js'
import { notFound, Refusal, refuseFields } from '../plugin/refusal.js'
import type { Undoable } from '../plugin/undoable.js'
import { hoursText, parseHours } from '../time/hours.js'
import { isSecret, keptSettings, plainValue } from './read-settings.js'
import { settingField } from './setting-field.js'

/**
 * Keeps settings of a plugin; what is left out stays. A secret that is sent empty stays, null clears it. Refuses each
 * value under its key: by the rules of its kind (`core.bad-tax-id` …) or `core.bad-value`. Audited; secrets are named
 * there and never shown. Acts at the next request. Answers with the change set that undoes it, null when nothing changed.
 */
export async function saveSettings(
  ctx: Ctx,
  pluginId: string,
  given: Readonly<Record<string, unknown>>,
): Promise<Undoable | null> {
  const { properties } = schemaOf(ctx.registry.plugin(pluginId))
  const unknown = Object.keys(given).filter((key) => !Object.hasOwn(properties, key))
  if (unknown.length > 0)
    throw new Refusal('core.malformed', {
      status: 400,
      fields: unknown.map((path) => ({ path, code: 'core.unknown-field' })),
    })

  const refused: FieldRefusal[] = []
  const wanted = new Map<string, unknown>()
  for (const [key, raw] of Object.entries(given)) {
    const property = properties[key]
    if (!property || raw === undefined || (isSecret(property) && raw === '')) continue
    const judged = judge(property, raw, key)
    if ('value' in judged) wanted.set(key, judged.value)
    else refused.push({ path: key, code: judged.error, ...(judged.params && { params: judged.params }) })
  }
  if (refused.length > 0) throw refuseFields(refused)

  return keep(ctx, pluginId, properties, wanted)
}

/** A plugin's settings schema; 404 when it has none. */
export function schemaOf(plugin: Plugin | undefined) {
  if (!plugin?.settings) throw notFound()
  return plugin.settings
}

function judge(property: TSchema, raw: unknown, path: string): Judged {
  if (raw === null) return { value: Value.Create(property) }
  const field = settingField(property)
  if (field.kind === 'number')
    return fits(property, typeof raw === 'string' && /^-?\d{1,15}$/.test(raw) ? Number(raw) : raw)
  if (field.kind === 'yes-no') return fits(property, raw)
  if (property['x-kind'] === 'hours') return judgeHours(raw)
  const judged = judgeValue(field, raw, { path, ...(field.options && { keys: field.options.map(({ key }) => key) }) })

  return 'error' in judged ? judged : fits(property, judged.value ?? '')
}

/** Kept as `08:00-16:00`, however it was typed. */
function judgeHours(raw: unknown): Judged {
  const windows = parseHours(typeof raw === 'string' ? raw : raw === null ? '' : '?')
  return windows === null ? { error: 'core.bad-hours' } : { value: hoursText(windows) }
}

function fits(property: TSchema, value: unknown): Judged {
  return Value.Check(property, value) ? { value } : { error: 'core.bad-value', params: boundsOf(property) }
}

function boundsOf({ minimum, maximum }: TSchema) {
  return { min: Number(minimum ?? 0), max: Number(maximum ?? 0) }
}

async function keep(
  ctx: Ctx,
  pluginId: string,
  properties: Readonly<Record<string, TSchema>>,
  wanted: ReadonlyMap<string, unknown>,
): Promise<Undoable | null> {
  const kept = await keptSettings(ctx.db, pluginId)
  const changes: AuditChange[] = []
  for (const [key, value] of wanted) {
    const property = properties[key]
    if (!property) continue
    const before = shown(property, kept.get(key))
    const after = isSecret(property) ? HIDDEN : value
    if (!isSecret(property) && JSON.stringify(before) === JSON.stringify(after)) continue

    await ctx.db('core_setting').where({ plugin: pluginId, key }).delete()
    const text = isSecret(property) ? ctx.vault.seal(String(value)) : JSON.stringify(value)
    if (value !== '' || !isSecret(property)) await ctx.db('core_setting').insert({ plugin: pluginId, key, value: text })
    changes.push({ field: `${pluginId}.${key}`, before, after })
  }
  if (changes.length === 0) return null

  const { title } = ctx.registry.plugin(pluginId) ?? { title: 'core.settings' }
  const about = { kind: 'configuration', label: `${ctx.t('core.settings')}: ${ctx.t(title)}` } as const
  const { changeSetId } = await inChangeSet(ctx, about, (inside) =>
    auditChange(inside, { entity: 'core.setting', record: null, label: pluginId, action: 'changed', changes }),
  )
  await raise(ctx, 'settings')
  return { changeSetId }
}

/** The settings of a plugin as the trail shows them, by key. */
export async function shownNow(ctx: Ctx, pluginId: string): Promise<ReadonlyMap<string, unknown>> {
  const { properties } = schemaOf(ctx.registry.plugin(pluginId))
  const kept = await keptSettings(ctx.db, pluginId)
  return new Map(Object.entries(properties).map(([key, property]) => [key, shown(property, kept.get(key))]))
}

/** Stands in the trail for a secret. */
export const HIDDEN = '•••'

function shown(property: TSchema, kept: string | undefined): unknown {
  if (isSecret(property)) return kept === undefined ? null : HIDDEN
  return kept === undefined ? Value.Create(property) : plainValue(kept)
}

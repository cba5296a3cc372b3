import { Type } from '@sinclair/typebox'
import type { Ctx } from '../../ctx.js'
import type { Model, Recorded } from '../../db/model.js'
import { permissionOf } from '../../entity/policy.js'
import { editable, seenOne } from '../../entity/seen.js'
import { recordId, version, withId } from '../../http/params.js'
import type { Entity } from '../../plugin/entity.js'
import { refuseFields } from '../../plugin/refusal.js'
import type { Routes } from '../../plugin/routes.js'
import { sayChanges } from '../../settings/say-changes.js'
import { isRealDay } from '../../time/day.js'
import { readHistory, type HistoryEntry } from '../read-history.js'
import { recordAddress } from '../record-address.js'
import { isRestorable, restoreValue } from '../restore-value.js'
import { stateOn } from '../state-on.js'
import { historyAnswer } from './history-answer.js'

const asked = Type.Object({
  before: Type.Optional(recordId),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  /** A local day: what the record was at its end. */
  on: Type.Optional(Type.String({ maxLength: 10, pattern: '^\\d{4}-\\d{2}-\\d{2}$', 'x-kind': 'day' })),
})
const withEntry = Type.Object({ id: recordId, entry: recordId })
const restoring = Type.Object({ field: Type.String({ maxLength: 120 }), version: Type.Optional(version) })

/**
 * `/:id/history` of a described entity: what happened to a record, for whoever may read it; with `on` what it was at the
 * end of a past day (`state`, null when it was not there yet). A value is given back by `…/:entry/restoration`.
 */
export function historyOf(entity: Entity): Routes {
  const read = { permission: permissionOf(entity, 'read') } as const
  const edit = { permission: permissionOf(entity, 'edit') } as const

  return (app) => {
    app.get(
      '/:id/history',
      { schema: { params: withId, querystring: asked, response: { 200: historyAnswer } }, config: read },
      async ({ ctx, params, query }, reply) => {
        const row = await seenOne(ctx, entity, params.id)
        const { on, ...paging } = query
        if (on !== undefined && !isRealDay(on)) throw refuseFields([{ path: 'on', code: 'core.bad-day' }])
        const trail = await readHistory(ctx, entity, row.id, paging)
        const state = on === undefined ? undefined : await stateOn(ctx, entity, row, on)
        return reply.page(
          'core/history',
          { ...trail, ...(on !== undefined && { on, state: state ?? null }) },
          {
            title: ctx.t('core.history'),
            crumbs: [{ label: entity.label(row), href: (await recordAddress(ctx, entity, row.id)) ?? entity.path }],
            extras: async () => pageOf(ctx, entity, row, { ...trail, on: on ?? null, state: state ?? null }),
          },
        )
      },
    )
    app.post(
      '/:id/history/:entry/restoration',
      {
        schema: { params: withEntry, body: restoring, response: { 200: Type.Object({ id: recordId, version }) } },
        config: edit,
      },
      async ({ ctx, params: { id, entry }, body }, reply) => {
        await restoreValue(ctx, entity, id, { entry, field: body.field, version: body.version })
        const { version } = (await seenOne(ctx, entity, id)) as Recorded
        return reply.saved({ id, version }, `${entity.path}/${id}/history`)
      },
    )
  }
}

interface Shown {
  readonly items: readonly HistoryEntry[]
  readonly next: number | null
  readonly on: string | null
  readonly state: readonly { field: string; before: unknown; after: unknown }[] | null
}

async function pageOf(ctx: Ctx, entity: Entity, row: Model, { items, next, on, state }: Shown): Promise<object> {
  const at = `${entity.path}/${row.id}/history`
  const said = await sayChanges(
    ctx,
    items.map(({ part, changes }) => ({ entity: entity.id, part, changes })),
  )
  const [was = []] = await sayChanges(ctx, [{ entity: entity.id, part: null, changes: state ?? [] }])
  const mayEdit = await editable(ctx, entity, row)
  const back = (entry: HistoryEntry, field: string) =>
    mayEdit && entry.part === null && entry.action === 'changed' && isRestorable(entity, field)
  return {
    heading: entity.label(row),
    at,
    version: (row as Recorded).version,
    day: on,
    was: on === null ? null : was.map(({ field, after }) => ({ label: field, text: after })),
    wasNot: on !== null && state === null,
    rows: items.map((entry, index) => ({
      at: entry.at,
      who: entry.operator?.label ?? ctx.t('core.audit.house'),
      behalf: entry.behalf?.label ?? null,
      what: entry.part === null ? null : `${ctx.t(entry.part)}: ${entry.label}`,
      action: ctx.t(`core.audit.action.${entry.action}`),
      origin: ctx.t(`core.audit.origin.${entry.origin}`),
      changes: (said[index] ?? []).map((one, nth) => {
        const field = entry.changes[nth]?.field ?? ''
        return { ...one, restore: back(entry, field) ? { at: `${at}/${entry.id}/restoration`, field } : null }
      }),
    })),
    older: next === null ? null : `${at}?before=${next}`,
  }
}

import type { Ctx } from '../ctx.js'
import type { ListedSet } from './list-change-sets.js'
import type { LeftOut } from './reverse-change-set.js'

type Sets = { readonly items: readonly ListedSet[]; readonly next: number | null }

/** What the list of change sets, or the bin, shows beside its rows: words, and where each is undone. */
export async function changeSetsPage(ctx: Ctx, { items, next }: Sets, at: '/change-sets' | '/bin'): Promise<object> {
  const heading = at === '/bin' ? 'core.bin' : 'core.change-sets'
  return {
    heading: ctx.t(heading),
    lead: ctx.t(`${heading}.lead`),
    none: ctx.t(`${heading}.none`),
    tabs: (['/change-sets', '/bin'] as const).map((href) => ({
      label: ctx.t(href === '/bin' ? 'core.bin' : 'core.change-sets'),
      href,
      current: href === at,
      count: null,
    })),
    rows: items.map((set) => ({ ...set, ...inWords(ctx, set) })),
    older: next === null ? null : `${at}?before=${next}`,
  }
}

const ENTRIES = 100

/** One change set: its entries, the newest first, and what a reversal left with its reasons. */
export async function changeSetPage(ctx: Ctx, set: ListedSet): Promise<object> {
  const entries: { entity: string; part: string | null; label: string; action: string }[] = await ctx
    .db('core_audit')
    .where('change_set_id', set.id)
    .orderBy('id', 'desc')
    .limit(ENTRIES)
    .select('entity', 'part', 'label', 'action')
  const left = (set.leftOut === null ? [] : JSON.parse(set.leftOut)) as readonly LeftOut[]

  return {
    ...inWords(ctx, set),
    entries: entries.map(({ entity, part, label, action }) => ({
      what: ctx.t(part ?? entity),
      label,
      action: ctx.t(`core.audit.action.${action}`),
    })),
    leftRows: left.map(({ entity, label, field, reason, params }) => ({
      what: ctx.t(entity),
      label,
      field: field === undefined ? '' : fieldName(ctx, entity, field),
      reason: ctx.t(reason, params),
    })),
  }
}

function inWords(ctx: Ctx, set: ListedSet) {
  const { id, kind, label, created, changed, removed, operator, open } = set
  const counts = { created, changed, removed }
  return {
    text: ctx.t(`core.undo.did.${kind}`, { label }),
    href: `/change-sets/${id}`,
    who: operator?.label ?? ctx.t('core.audit.house'),
    counts: Object.entries(counts)
      .filter(([, count]) => count > 0)
      .map(([name, count]) => ctx.t(`core.undo.count.${name}`, { count }))
      .join(', '),
    undo: open ? `/change-sets/${id}/reversal` : null,
  }
}

function fieldName(ctx: Ctx, entity: string, field: string): string {
  const fields = ctx.registry.entity(entity)?.fields ?? {}
  const name = Object.hasOwn(fields, field) ? field : field.replace(/Id$/, '')
  return Object.hasOwn(fields, name) ? ctx.t(fields[name]?.label ?? `${entity}.${name}`) : field
}

import type { Ctx } from '../../ctx.js'

/** Who else sees a view: nobody, those of one role, everybody. */
export type Audience = 'private' | 'role' | 'all'

/** A view that an operator keeps of a list. */
export interface SavedView {
  readonly id: number
  readonly version: number
  readonly list: string
  readonly name: string
  readonly audience: Audience
  readonly role: { readonly id: number; readonly label: string } | null
  readonly owner: { readonly id: number; readonly label: string }
  /** Filter, order and columns in the grammar of the address, as programs write it. */
  readonly address: string
  /** One's own, which one may change. */
  readonly mine: boolean
}

/** Views of one list that are shown; nobody finds his way among more tabs. */
const MOST = 60

interface Row {
  readonly id: number
  readonly version: number
  readonly list: string
  readonly name: string
  readonly audience: Audience
  readonly address: string
  readonly owner_id: number
  readonly owner_name: string
  readonly role_id: number | null
  readonly role_name: string | null
}

/** The views one sees of a list, or of all lists: one's own and those that are shared with one, by name. */
export async function savedViews(ctx: Ctx, list?: string): Promise<readonly SavedView[]> {
  const query = visible(ctx)
    .orderBy(['v.name_key', 'v.id'])
    .limit(list === undefined ? 1000 : MOST)
  const rows: Row[] = await (list === undefined ? query : query.where('v.list', list))
  return rows.map((row) => viewOf(ctx, row))
}

/** The views one sees of a list, and which of them, or of its own, one has it open with; null when one chose none. */
export async function viewsAndUsual(
  ctx: Ctx,
  list: string,
): Promise<{ readonly saved: readonly SavedView[]; readonly usual: string | null }> {
  if (!ctx.operator) return { saved: [], usual: null }
  const seenHere = visible(ctx).where('v.list', list).orderBy(['v.name_key', 'v.id']).limit(MOST)
  const rows: (Partial<Row> & { usual: string | null })[] = await ctx
    .db('core_operator as me')
    .leftJoin('core_view_default as d', (on) => on.on('d.operator_id', 'me.id').andOnVal('d.list', list))
    .leftJoin(seenHere.select('v.name_key').as('s'), (on) => on.onVal('s.list', list))
    .where('me.id', ctx.operator.id)
    .orderBy(['s.name_key', 's.id'])
    .select('s.*', 'd.view as usual')

  const saved = rows.filter((row): row is Row & { usual: string | null } => typeof row.id === 'number')
  return { saved: saved.map((row) => viewOf(ctx, row)), usual: rows[0]?.usual ?? null }
}

/** One view that one sees; null for others. */
export async function savedView(ctx: Ctx, id: number): Promise<SavedView | null> {
  const row: Row | undefined = await visible(ctx).where('v.id', id).first()
  return row ? viewOf(ctx, row) : null
}

function visible({ db, operator }: Ctx) {
  const me = operator?.id ?? 0
  return db('core_view as v')
    .join('core_operator as o', 'o.id', 'v.owner_id')
    .leftJoin('core_role as r', 'r.id', 'v.role_id')
    .where((either) =>
      either
        .where('v.owner_id', me)
        .orWhere({ 'v.audience': 'all' })
        .orWhere({ 'v.audience': 'role', 'v.role_id': operator?.roleId ?? 0 }),
    )
    .select(
      'v.id',
      'v.version',
      'v.list',
      'v.name',
      'v.audience',
      'v.address',
      'v.owner_id',
      'o.name as owner_name',
      'v.role_id',
      'r.name as role_name',
    )
}

function viewOf({ operator }: Ctx, row: Row): SavedView {
  const { id, version, list, name, audience, address, owner_id, owner_name, role_id, role_name } = row
  return {
    id,
    version,
    list,
    name,
    audience,
    role: role_id === null ? null : { id: role_id, label: role_name ?? '' },
    owner: { id: owner_id, label: owner_name },
    address,
    mine: owner_id === operator?.id,
  }
}

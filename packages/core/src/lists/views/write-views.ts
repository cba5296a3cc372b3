import type { Ctx } from '../../ctx.js'
import { isForeignKeyViolation, isUniqueViolation } from '../../db/writing.js'
import { auditChange } from '../../entity/audit.js'
import { sortKeyOf } from '../../entity/fields/column.js'
import { may } from '../../permissions.js'
import type { List } from '../../plugin/lists.js'
import { notFound, refuseFields, Refusal } from '../../plugin/refusal.js'
import type { Door } from '../read-value.js'
import { addressOfQuery } from './address-of-query.js'
import { savedView, type Audience, type SavedView } from './saved-view.js'

/** Views one operator may keep. */
const MOST = 200

/** What is sent of a view; a field left out stays as it is. */
export interface ViewGiven {
  readonly name?: string
  readonly audience?: Audience
  readonly roleId?: number | null
  /** Filter, order and columns as an address of the list. */
  readonly address?: string
}

/**
 * Keeps a view of a list. 404 for a list nobody knows, 422 `core.required`, `core.taken` (another view of one's own has the
 * name), `core.too-many-views`, 403 without `core.share-views` where others are to see it; 400 for a wrong address.
 */
export async function createView(
  ctx: Ctx,
  { list: listId, ...given }: ViewGiven & { readonly list: string },
  door: Door,
): Promise<SavedView> {
  const list = listOf(ctx, listId)
  const me = meOf(ctx)
  const [held] = await ctx.db('core_view').where({ owner_id: me }).count<{ n: number }[]>({ n: '*' })
  if (Number(held?.n) >= MOST) throw new Refusal('core.too-many-views', { params: { max: MOST } })
  const address = await addressOfQuery(ctx, list, given.address ?? '', door)
  const { name, audience, roleId } = judged(ctx, { name: '', audience: 'private', ...given })

  const row = { list: list.id, name, name_key: sortKeyOf(name), owner_id: me, audience, role_id: roleId, address }
  const id = await unlessTaken(async () => {
    const [made] = await ctx.db('core_view').insert({ ...row, version: 1, created_at: ctx.now(), created_by: me })
    return Number(made)
  })
  await noted(ctx, id, name, 'created', null, row)
  return found(await savedView(ctx, id))
}

/** Changes one's own view. 404 for one that one does not see, 403 `core.view-foreign` for another's, 428, 409; else as `createView`. */
export async function saveView(
  ctx: Ctx,
  id: number,
  { version, ...given }: ViewGiven & { readonly version: number | undefined },
  door: Door,
): Promise<SavedView> {
  const before = await ownView(ctx, id, version)
  const { name, audience, roleId } = judged(ctx, {
    name: before.name,
    audience: before.audience,
    roleId: before.role?.id ?? null,
    ...given,
  })
  const address =
    given.address === undefined
      ? before.address
      : await addressOfQuery(ctx, listOf(ctx, before.list), given.address, door)
  const row = { name, name_key: sortKeyOf(name), audience, role_id: roleId, address }
  await unlessTaken(() =>
    ctx
      .db('core_view')
      .where({ id })
      .update({ ...row, version: before.version + 1 }),
  )
  const old = {
    name: before.name,
    audience: before.audience,
    role_id: before.role?.id ?? null,
    address: before.address,
  }
  await noted(ctx, id, name, 'changed', old, row)
  return found(await savedView(ctx, id))
}

/** Removes one's own view; lists that open with it open on their first one again. Refusals as `saveView`. */
export async function removeView(ctx: Ctx, id: number, version: number | undefined): Promise<void> {
  const view = await ownView(ctx, id, version)
  await ctx.db('core_view').where({ id }).delete()
  await ctx
    .db('core_view_default')
    .where({ list: view.list, view: String(id) })
    .delete()
  await noted(ctx, id, view.name, 'removed', { name: view.name, address: view.address }, null)
}

/** Has a list open with a view from now on, for this operator; null: on its first one again. 404 for one that is not there. */
export async function openWith(ctx: Ctx, listId: string, view: string | null): Promise<void> {
  const list = listOf(ctx, listId)
  const me = meOf(ctx)
  await ctx.db('core_view_default').where({ operator_id: me, list: list.id }).delete()
  if (view === null) return
  const known = list.views.some(({ key }) => key === view)
  if (!known && (await savedView(ctx, Number(view) || 0))?.list !== list.id) throw notFound()
  await ctx.db('core_view_default').insert({ operator_id: me, list: list.id, view })
}

/** A list by its id. 404 when no plugin has it. */
export function listOf({ registry }: Ctx, id: string): List {
  return found(registry.plugins.flatMap(({ lists = [] }) => lists).find((list) => list.id === id) ?? null)
}

async function ownView(ctx: Ctx, id: number, version: number | undefined): Promise<SavedView> {
  const view = found(await savedView(ctx, id))
  if (!view.mine) throw new Refusal('core.view-foreign', { status: 403 })
  if (version === undefined) throw new Refusal('core.version-missing', { status: 428 })
  if (view.version !== version) throw new Refusal('core.conflict', { status: 409, extra: { fields: [] } })
  return view
}

/** The name and whom it is for, judged together. */
function judged(ctx: Ctx, { name = '', audience = 'private', roleId = null }: ViewGiven) {
  const wrong = [
    ...(name.trim() === '' ? [{ path: 'name', code: 'core.required' }] : []),
    ...(audience === 'role' && roleId === null ? [{ path: 'roleId', code: 'core.required' }] : []),
  ]
  if (wrong.length > 0) throw refuseFields(wrong)
  if (audience !== 'private') ctx.must(may.shareViews)
  return { name: name.trim(), audience, roleId: audience === 'role' ? roleId : null }
}

async function unlessTaken<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (isUniqueViolation(error)) throw refuseFields([{ path: 'name', code: 'core.taken' }])
    if (isForeignKeyViolation(error)) throw refuseFields([{ path: 'roleId', code: 'core.unknown-record' }])
    throw error
  }
}

async function noted(
  ctx: Ctx,
  record: number,
  label: string,
  action: string,
  before: Readonly<Record<string, unknown>> | null,
  after: Readonly<Record<string, unknown>> | null,
): Promise<void> {
  const names = ['name', 'audience', 'role_id', 'address'].filter((name) => before?.[name] !== after?.[name])
  if (action === 'changed' && names.length === 0) return
  const changes = names.map((name) => ({
    field: name === 'role_id' ? 'roleId' : name,
    before: before?.[name] ?? null,
    after: after?.[name] ?? null,
  }))
  await auditChange(ctx, { entity: 'core.view', record, label, action, changes })
}

function meOf({ operator }: Ctx): number {
  if (!operator) throw new Error('views are somebody’s')
  return operator.id
}

function found<T>(thing: T | null): T {
  if (thing === null) throw notFound()
  return thing
}

import type { Ctx } from '../ctx.js'
import { auditChange } from '../entity/audit.js'
import { notFound, refuseFields } from '../plugin/refusal.js'
import { addDays, isRealDay } from '../time/day.js'
import { Operator } from './operator.js'
import { digest, randomToken } from './secrets.js'

const LONGEST_DAYS = 366

export interface TokenView {
  readonly id: number
  readonly name: string
  /** The first signs, so that one can be told from another. */
  readonly startsWith: string
  readonly readOnly: boolean
  readonly permissions: readonly string[] | null
  readonly expiresOn: string
  readonly createdAt: string
  readonly lastUsedAt: string | null
  readonly revokedAt: string | null
}

export interface NewToken {
  readonly name: string
  /** Last day it is good for, at most 366 from today; that many unless said. */
  readonly expiresOn?: string
  readonly readOnly?: boolean
  /** Ids it is cut to; null or none: all its owner has, also later. */
  readonly permissions?: readonly string[] | null
}

/**
 * Makes an API token of an operator; `token` is in the answer and nowhere else. Refuses `core.required`,
 * `core.bad-expiry` (past, or over 366 days away) and `core.permission-unknown`.
 */
export async function createToken(
  ctx: Ctx,
  operatorId: number,
  { name, readOnly = false, permissions = null, ...given }: NewToken,
): Promise<TokenView & { readonly token: string }> {
  const owner = await Operator.query(ctx.db).findById(operatorId)
  if (!owner) throw notFound()
  const latest = addDays(ctx.today(), LONGEST_DAYS)
  const expiresOn = given.expiresOn || latest
  judge(ctx, { name, expiresOn, latest, permissions })

  const token = `bbs_${randomToken()}`
  const [id] = await ctx.db('core_token').insert({
    operator_id: operatorId,
    name,
    token_hash: digest(token),
    starts_with: token.slice(0, 8),
    permissions: permissions && JSON.stringify(permissions),
    read_only: readOnly,
    expires_on: expiresOn,
    created_at: ctx.now(),
  })
  await auditChange(ctx, {
    entity: 'core.operator',
    record: operatorId,
    label: owner.name,
    action: 'token-created',
    changes: [{ field: 'token', before: null, after: name }],
  })

  return { ...(await tokenOf(ctx, operatorId, Number(id))), token }
}

/** The tokens of an operator, the newest first, revoked ones included. */
export async function tokensOf(ctx: Ctx, operatorId: number): Promise<readonly TokenView[]> {
  const rows: TokenRow[] = await ctx.db('core_token').where({ operator_id: operatorId }).orderBy('id', 'desc')
  return rows.map(viewOf)
}

/** Whether a token is good for nothing any more: ended, or its last day is over. */
export function isOver(ctx: Ctx, { revokedAt, expiresOn }: TokenView): boolean {
  return revokedAt !== null || expiresOn < ctx.today()
}

/** Ends a token; it stays in the list. 404 when the operator has no such one. */
export async function revokeToken(ctx: Ctx, operatorId: number, id: number): Promise<void> {
  const { revokedAt, name } = await tokenOf(ctx, operatorId, id)
  if (revokedAt) return

  const owner = await Operator.query(ctx.db).findById(operatorId).throwIfNotFound()
  await ctx.db('core_token').where({ id }).update({ revoked_at: ctx.now() })
  await auditChange(ctx, {
    entity: 'core.operator',
    record: operatorId,
    label: owner.name,
    action: 'token-revoked',
    changes: [{ field: 'token', before: name, after: null }],
  })
}

/** Ends all tokens of an operator who leaves. */
export async function revokeTokens(ctx: Ctx, { id }: Pick<Operator, 'id'>): Promise<void> {
  await ctx.db('core_token').where({ operator_id: id }).whereNull('revoked_at').update({ revoked_at: ctx.now() })
}

async function tokenOf(ctx: Ctx, operatorId: number, id: number): Promise<TokenView> {
  const row: TokenRow | undefined = await ctx.db('core_token').where({ operator_id: operatorId, id }).first()
  if (!row) throw notFound()

  return viewOf(row)
}

function judge(
  ctx: Ctx,
  {
    name,
    expiresOn,
    latest,
    permissions,
  }: { name: string; expiresOn: string; latest: string; permissions: readonly string[] | null },
) {
  const unknown = (permissions ?? []).filter((id) => !ctx.registry.permission(id))
  const refused = [
    ...(name.trim() === '' ? [{ path: 'name', code: 'core.required' }] : []),
    ...(!isRealDay(expiresOn) || expiresOn < ctx.today() || expiresOn > latest
      ? [{ path: 'expiresOn', code: 'core.bad-expiry' }]
      : []),
    ...unknown.map((permission) => ({ path: 'permissions', code: 'core.permission-unknown', params: { permission } })),
  ]
  if (refused.length > 0) throw refuseFields(refused)
}

interface TokenRow {
  readonly id: number
  readonly name: string
  readonly starts_with: string
  readonly permissions: string | null
  readonly read_only: boolean | number
  readonly expires_on: string
  readonly created_at: string
  readonly last_used_at: string | null
  readonly revoked_at: string | null
}

function viewOf(row: TokenRow): TokenView {
  return {
    id: row.id,
    name: row.name,
    startsWith: row.starts_with,
    readOnly: Boolean(row.read_only),
    permissions: row.permissions === null ? null : (JSON.parse(row.permissions) as string[]),
    expiresOn: row.expires_on,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    revokedAt: row.revoked_at,
  }
}

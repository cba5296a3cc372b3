import { createHash } from 'node:crypto'
import type { Ctx } from '../ctx.js'
import type { Guard } from '../plugin/define-plugin.js'
import { addMinutes } from '../time/instant.js'

/** Entries under one seal at most, and seals of one run. */
const ENTRIES = 1000
const SEALS = 50

/** An entry of a younger transaction may still be on its way under a lower id; no request lasts half as long as this. */
const LAG_MINUTES = 1

export interface Seal {
  readonly id: number
  /** UTC instant when it was made. */
  readonly at: string
  /** Id of the last entry under it. */
  readonly upTo: number
}

interface SealRow {
  readonly id: number
  readonly at: string
  readonly up_to: number
  readonly hash: string
}

/** Seals the entries of the trail that are a minute old, each seal over the one before and the digests of the entries. */
export async function sealAudit(ctx: Ctx): Promise<void> {
  const settled = addMinutes(ctx.now(), -LAG_MINUTES)
  let last: Pick<SealRow, 'up_to' | 'hash'> = (await ctx
    .db('core_audit_seal')
    .orderBy('id', 'desc')
    .first<SealRow | undefined>()) ?? { up_to: 0, hash: '' }
  for (let made = 0; made < SEALS; made += 1) {
    const rows = await entriesAfter(ctx, last.up_to, Number.MAX_SAFE_INTEGER)
    const young = rows.findIndex((row) => String(row['at']) > settled)
    const ready = young < 0 ? rows : rows.slice(0, young)
    const upTo = ready.at(-1)?.['id']
    if (upTo === undefined) return
    last = { up_to: Number(upTo), hash: hashOf(last.hash, ready) }
    await ctx.db('core_audit_seal').insert({ at: ctx.now(), ...last })
    if (ready.length < ENTRIES) return
  }
}

/** The first seal under which the trail is no longer what it was; null when all hold. Reads the whole trail. */
export async function firstBrokenSeal(ctx: Ctx): Promise<Seal | null> {
  let before: Pick<SealRow, 'id' | 'up_to' | 'hash'> = { id: 0, up_to: 0, hash: '' }
  for (;;) {
    const seals: SealRow[] = await ctx.db('core_audit_seal').where('id', '>', before.id).orderBy('id').limit(ENTRIES)
    for (const seal of seals) {
      const rows = await entriesAfter(ctx, before.up_to, seal.up_to)
      if (hashOf(before.hash, rows) !== seal.hash) return { id: seal.id, at: seal.at, upTo: seal.up_to }
      before = seal
    }
    if (seals.length < ENTRIES) return null
  }
}

/**
 * Breaks the seals from the one over an entry on, so that they are made anew: for the example firm, which leaves with its
 * entries. Null: all of them. What the law blanks keeps its seals (`blankEntries`).
 */
export async function unseal(ctx: Ctx, from: number | null): Promise<void> {
  const seals = ctx.db('core_audit_seal')
  await (from === null ? seals : seals.where('up_to', '>=', from)).delete()
}

/** A seal is never written over. */
export const sealGuards: readonly Guard[] = [
  { name: 'sealed', table: 'core_audit_seal', refuses: 'update', when: '1 = 1' },
]

/** An entry of the trail by column; `digest` and `blanked_at` once its content was taken away. */
export type SealedEntry = Readonly<Record<string, unknown>>

/** What a digest is over, in this order. */
export const ENTRY_COLUMNS = [
  'id',
  'at',
  'operator_id',
  'on_behalf_of',
  'entity',
  'record',
  'part',
  'part_id',
  'label',
  'action',
  'version',
  'changes',
  'change_set_id',
  'origin',
  'request_id',
] as const

async function entriesAfter(ctx: Ctx, after: number, upTo: number): Promise<readonly SealedEntry[]> {
  return ctx
    .db('core_audit')
    .where('id', '>', after)
    .where('id', '<=', upTo)
    .orderBy('id')
    .limit(ENTRIES + (upTo === Number.MAX_SAFE_INTEGER ? 0 : 1))
    .select([...ENTRY_COLUMNS, 'digest', 'blanked_at'])
}

/** What an entry was when it was written; one whose content the law took away keeps the digest it had. */
export function digestOf(entry: SealedEntry): string {
  if ((entry['blanked_at'] ?? null) !== null) return String(entry['digest'])
  const content = JSON.stringify(ENTRY_COLUMNS.map((column) => entry[column] ?? null))
  return createHash('sha256').update(content).digest('hex')
}

function hashOf(before: string, entries: readonly SealedEntry[]): string {
  const hash = createHash('sha256').update(before)
  for (const entry of entries) hash.update(`\n${digestOf(entry)}`)
  return hash.digest('hex')
}

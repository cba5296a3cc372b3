import { type Static, Type } from '@sinclair/typebox'
import type { Ctx } from '../../ctx.js'
import { labelsOf } from '../../entity/labels.js'
import { operator } from '../../operators/operator.js'
import type { Plugin } from '../../plugin/define-plugin.js'
import { lifeOf } from '../life/life.js'
import { packageOf } from '../package-of.js'
import { objectionsTo } from './objections.js'
import { type Proof, proofCheck, type Statement } from './proof.js'
import { approvedSums, proofsOf, type ProofRow } from './proof-rows.js'
import { keyOf, type Release, sumOf } from './release.js'

const text = (maxLength: number) => Type.String({ maxLength })
const perhaps = (maxLength: number) => Type.Union([text(maxLength), Type.Null()])

/** One proof as people and programs see it. */
export const proofView = Type.Object({
  id: Type.Integer(),
  version: text(40),
  checksum: text(64),
  state: Type.Union([
    Type.Literal('brought'),
    Type.Literal('approved'),
    Type.Literal('taken'),
    Type.Literal('revoked'),
  ]),
  /** UTC instant of the run, who made it, and where. */
  at: text(30),
  by: text(200),
  instance: text(300),
  sdk: text(40),
  engine: text(20),
  approvedAt: perhaps(30),
  approvedBy: perhaps(200),
  /** Why it cannot be approved now. */
  objections: Type.Array(Type.Object({ code: text(100), message: text(1000) }), { maxItems: 20 }),
  /** It can be approved before its version lies on the disk. */
  ahead: Type.Boolean(),
  checks: Type.Array(proofCheck, { maxItems: 1000 }),
  /** The plugins it was tried beside; `here` is the version of this installation. */
  others: Type.Array(Type.Object({ id: text(40), version: text(40), here: perhaps(40) }), { maxItems: 1000 }),
})
export type ProofView = Static<typeof proofView>

/** How a plugin stands where versions have to be approved; null in an installation that is not guarded. */
export const releaseView = Type.Union([
  Type.Object({
    /** Of the package on the disk. */
    checksum: text(64),
    /** Exactly that code may work here. */
    approved: Type.Boolean(),
    /** The newest twenty. */
    proofs: Type.Array(proofView, { maxItems: 20 }),
  }),
  Type.Null(),
])
export type ReleaseView = Static<typeof releaseView>

/** Reads the plugin's package whole, which takes some milliseconds. */
export async function releaseOf(ctx: Ctx, plugin: Plugin): Promise<ReleaseView> {
  const life = lifeOf(ctx)
  if (!life?.release.trusted) return null
  const lies = { version: packageOf(plugin).version, checksum: await sumOf(plugin) }
  const rows = await proofsOf(ctx.db, plugin.id)
  const approvers = rows.flatMap(({ approved_by: by }) => (by === null ? [] : [by]))
  const names = await labelsOf(ctx, operator, approvers)
  const shown = (row: ProofRow): ProofView =>
    viewOf(ctx, row, { release: life.release, lies, listed: life.listed, names })
  return {
    checksum: lies.checksum,
    approved: (await approvedSums(ctx.db)).has(keyOf(plugin.id, lies.checksum)),
    proofs: rows.map(shown),
  }
}

interface Near {
  readonly release: Release
  readonly lies: { readonly version: string; readonly checksum: string }
  readonly listed: readonly Plugin[]
  readonly names: ReadonlyMap<number, string>
}

function viewOf(ctx: Ctx, row: ProofRow, { release, lies, listed, names }: Near): ProofView {
  // It was verified when it came, and whether it is believed still is one of the objections.
  const said = JSON.parse((JSON.parse(row.proof) as Proof).statement) as Statement
  const state = stateOf(row)
  const about = { release, lies, now: ctx.now(), t: ctx.t }
  const objections = state === 'brought' ? objectionsTo(row, { ...about, ahead: false }) : []
  const here = (id: string): string | null => {
    const found = listed.find((plugin) => plugin.id === id)
    return found ? packageOf(found).version : null
  }
  return {
    id: row.id,
    version: row.version,
    checksum: row.checksum,
    state,
    at: said.at,
    by: said.by,
    instance: said.instance,
    sdk: said.sdk,
    engine: said.engine,
    approvedAt: row.approved_at,
    approvedBy: row.approved_by === null ? null : (names.get(row.approved_by) ?? null),
    objections: objections.map(({ code, params }) => ({ code, message: ctx.t(code, params) })),
    ahead: objections.length > 0 && objectionsTo(row, { ...about, ahead: true }).length === 0,
    checks: said.checks,
    others: said.others.map(({ id, version }) => ({ id, version, here: here(id) })),
  }
}

function stateOf({ approved_at, taken_at, revoked_at }: ProofRow): ProofView['state'] {
  if (revoked_at !== null) return 'revoked'
  if (taken_at !== null) return 'taken'
  return approved_at === null ? 'brought' : 'approved'
}

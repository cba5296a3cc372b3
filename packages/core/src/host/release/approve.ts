import type { Ctx } from '../../ctx.js'
import { auditChange } from '../../entity/audit.js'
import { may } from '../../permissions.js'
import type { Plugin } from '../../plugin/define-plugin.js'
import { notFound, Refusal } from '../../plugin/refusal.js'
import { packageOf } from '../package-of.js'
import { objectionsTo } from './objections.js'
import { nameOfProof, type Proof, readProofs, type Statement, verified } from './proof.js'
import { proofNamed, proofRow, type ProofRow } from './proof-rows.js'
import { type Release, sumOf } from './release.js'

/** The proof of this plugin in a file, and what it says. Throws 422: see `readProofs`, `verified`, `core.proof-other-plugin`. */
export function proofIn(text: string, plugin: string, { trusted }: Release): { proof: Proof; said: Statement } {
  if (!trusted) throw new Refusal('core.release-open')
  const all = readProofs(text).map((proof) => ({ proof, said: verified(proof, trusted) }))
  const found = all.find(({ said }) => said.plugin === plugin)
  if (found) return found
  throw new Refusal('core.proof-other-plugin', { params: { plugins: all.map(({ said }) => said.plugin).join(', ') } })
}

/** Keeps a proof, for somebody to look at and approve; gives its id. The same one twice is 422 `core.proof-twice`. */
export async function bringProof(ctx: Ctx, { proof, said }: { proof: Proof; said: Statement }): Promise<number> {
  ctx.must(may.managePlugins)
  if (await proofNamed(ctx.db, proof)) throw new Refusal('core.proof-twice')
  const [id = 0] = await ctx.db('core_plugin_proof').insert({
    plugin: said.plugin,
    version: said.version,
    checksum: said.checksum,
    name: nameOfProof(proof),
    proof: JSON.stringify(proof),
    brought_at: ctx.now(),
    brought_by: ctx.operator?.id ?? null,
  })
  await note(ctx, said, 'release-proof')
  return id
}

interface Approval {
  readonly plugin: Plugin
  readonly release: Release
  /** For a version that does not lie on the disk yet. */
  readonly ahead?: boolean
}

/**
 * From the next start on, exactly the code this proof is about may work here. Throws 422 with the first objection there is
 * (`objectionsTo`), and leaves who approved it in the trail.
 */
export async function approveProof(ctx: Ctx, id: number, { plugin, release, ahead = false }: Approval): Promise<void> {
  ctx.must(may.managePlugins)
  if (!release.trusted) throw new Refusal('core.release-open')
  const row = await held(ctx, id, plugin)
  const lies = { version: packageOf(plugin).version, checksum: await sumOf(plugin) }
  const [objection] = objectionsTo(row, { release, now: ctx.now(), lies, ahead, t: ctx.t })
  if (objection) throw new Refusal(objection.code, { ...(objection.params && { params: objection.params }) })

  const changed = await ctx
    .db('core_plugin_proof')
    .where({ id })
    .whereNull('approved_at')
    .update({ approved_at: ctx.now(), approved_by: ctx.operator?.id ?? null })
  if (changed === 0) throw new Refusal('core.proof-approved')
  await note(ctx, row, 'release-approval')
}

/** Takes an approval back that no start has used yet; after that it is 422 `core.proof-taken`. */
export async function revokeApproval(ctx: Ctx, id: number, plugin: Plugin): Promise<void> {
  ctx.must(may.managePlugins)
  const row = await held(ctx, id, plugin)
  if (row.approved_at === null || row.revoked_at !== null) throw new Refusal('core.proof-unapproved')
  const changed = await ctx
    .db('core_plugin_proof')
    .where({ id })
    .whereNull('taken_at')
    .whereNull('revoked_at')
    .update({ revoked_at: ctx.now() })
  if (changed === 0) throw new Refusal('core.proof-taken')
  await note(ctx, row, 'release-revocation')
}

async function held(ctx: Ctx, id: number, plugin: Plugin): Promise<ProofRow> {
  const row = await proofRow(ctx.db, id)
  if (row?.plugin !== plugin.id) throw notFound()
  return row
}

async function note(ctx: Ctx, of: Pick<ProofRow, 'plugin' | 'version' | 'checksum'>, action: string): Promise<void> {
  const changes = [
    { field: ctx.t('core.plugins.version'), before: null, after: of.version },
    { field: ctx.t('core.release.checksum'), before: null, after: of.checksum },
  ]
  await auditChange(ctx, { entity: 'core.plugin', record: null, label: of.plugin, action, changes })
}

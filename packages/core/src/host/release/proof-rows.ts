import type { Knex } from 'knex'
import { nameOfProof, type Proof } from './proof.js'

/** A proof that was brought here. Instants are UTC. */
export interface ProofRow {
  readonly id: number
  readonly plugin: string
  readonly version: string
  readonly checksum: string
  /** `nameOfProof`. */
  readonly name: string
  /** The `Proof` as JSON. */
  readonly proof: string
  readonly brought_at: string
  readonly brought_by: number | null
  readonly approved_at: string | null
  readonly approved_by: number | null
  readonly taken_at: string | null
  readonly revoked_at: string | null
}

const TABLE = 'core_plugin_proof'

/** What may work here: `<plugin> <checksum>` of all approvals in force. Nothing in a database that keeps none yet. */
export async function approvedSums(db: Knex): Promise<ReadonlySet<string>> {
  const rows = await inForce(db)
  return new Set(rows.map(({ plugin, checksum }) => `${plugin} ${checksum}`))
}

/** The version of each plugin that was approved last. */
export async function lastApproved(db: Knex): Promise<ReadonlyMap<string, string>> {
  return new Map((await inForce(db)).map(({ plugin, version }) => [plugin, version]))
}

/** The proofs of a plugin that are still of interest: the newest twenty. */
export async function proofsOf(db: Knex, plugin: string): Promise<readonly ProofRow[]> {
  return db<ProofRow>(TABLE).where({ plugin }).orderBy('id', 'desc').limit(20)
}

export async function proofRow(db: Knex, id: number): Promise<ProofRow | undefined> {
  return db<ProofRow>(TABLE).where({ id }).first()
}

/** This very proof, when it was brought here before. */
export async function proofNamed(db: Knex, proof: Proof): Promise<ProofRow | undefined> {
  return db<ProofRow>(TABLE)
    .where({ name: nameOfProof(proof) })
    .first()
}

/** In the order of their approval. One row for each version somebody approved: years of releases are some hundreds. */
async function inForce(db: Knex): Promise<readonly Pick<ProofRow, 'plugin' | 'checksum' | 'version'>[]> {
  if (!(await db.schema.hasTable(TABLE))) return []
  return db<ProofRow>(TABLE)
    .whereNotNull('approved_at')
    .whereNull('revoked_at')
    .orderBy(['approved_at', 'id'])
    .limit(10_000)
    .select('plugin', 'checksum', 'version')
}

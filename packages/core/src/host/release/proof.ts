import { createHash } from 'node:crypto'
import { type Static, Type } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import { Refusal } from '../../plugin/refusal.js'
import { isSignedBy, type ProofKey } from './proof-key.js'

const text = (maxLength: number) => Type.String({ maxLength })
const strict = { additionalProperties: false }
const named = Type.Object({ id: text(40), version: text(40) }, strict)

/** One thing that was tried. */
export const proofCheck = Type.Object(
  {
    kind: Type.Union([
      Type.Literal('rehearsal'),
      Type.Literal('health'),
      Type.Literal('conflicts'),
      Type.Literal('tests'),
    ]),
    /** Which one of its kind: a health check as `sales:queue`; empty when there is only one. */
    about: text(200),
    /** `none`: the package brings none. */
    outcome: Type.Union([Type.Literal('passed'), Type.Literal('failed'), Type.Literal('none')]),
    /** Migrations made, fields written by two plugins, tests that passed; null when nobody counted. */
    count: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()]),
    /** Why it failed, or what else is worth knowing. */
    detail: text(2000),
  },
  strict,
)
export type ProofCheck = Static<typeof proofCheck>

/** What a test instance says of one version of a plugin. */
export const statement = Type.Object(
  {
    plugin: text(40),
    version: text(40),
    /** Of the package as it was installed there (`packageSum`). */
    checksum: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    /** The version of the SDK, which is that of the core. */
    sdk: text(40),
    engine: Type.Union([Type.Literal('sqlite'), Type.Literal('mariadb')]),
    /** The other plugins that were in force. */
    others: Type.Array(named, { maxItems: 1000 }),
    checks: Type.Array(proofCheck, { maxItems: 1000 }),
    /** UTC instant. */
    at: Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$' }),
    by: text(200),
    /** The address of the test instance. */
    instance: text(300),
    /** Two runs are two proofs, even in one moment. */
    nonce: text(40),
  },
  strict,
)
export type Statement = Static<typeof statement>

const proof = Type.Object(
  {
    format: Type.Literal('berberis-proof-1'),
    key: text(60),
    /** The statement as JSON: the very text that was signed. */
    statement: text(500_000),
    signature: text(200),
  },
  strict,
)
/** A statement, signed. */
export type Proof = Static<typeof proof>

const file = Type.Array(proof, { minItems: 1, maxItems: 1000 })

/** Bytes a file of proofs may have. */
export const LARGEST_PROOF = 4_000_000

export function sealProof(said: Statement, key: ProofKey): Proof {
  const text = JSON.stringify(said)
  return { format: 'berberis-proof-1', key: key.publicKey, statement: text, signature: key.sign(text) }
}

/** The proofs of a file that `plugins prove` wrote. Throws 422 `core.proof-unreadable`. */
export function readProofs(text: string): readonly Proof[] {
  const read = jsonOf(text)
  if (!Value.Check(file, read)) throw new Refusal('core.proof-unreadable')
  return read
}

/**
 * What a proof says, once it is known who says it. Throws 422 `core.proof-unknown-key` for one of a stranger,
 * `core.proof-tampered` for one that is not as it was signed.
 */
export function verified({ key, statement: text, signature }: Proof, trusted: readonly string[]): Statement {
  if (!trusted.includes(key)) throw new Refusal('core.proof-unknown-key', { params: { key } })
  if (!isSignedBy(key, text, signature)) throw new Refusal('core.proof-tampered')
  const said = jsonOf(text)
  if (!Value.Check(statement, said)) throw new Refusal('core.proof-unreadable')
  return said
}

/** The name of a proof: the same statement is the same proof, whoever brings it. */
export const nameOfProof = (given: Proof): string => createHash('sha256').update(given.statement).digest('hex')

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) throw new Refusal('core.proof-unreadable')
    throw error
  }
}

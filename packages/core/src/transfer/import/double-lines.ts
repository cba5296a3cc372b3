import { createHash } from 'node:crypto'
import type { Ctx } from '../../ctx.js'
import { insertMany, inParts } from '../../db/bulk.js'
import type { FilledField } from './batch-plan.js'
import { KEYS, type Phase } from './import-row.js'
import { canonicalText } from './match-rows.js'

export interface KeyedRow {
  readonly line: number
  readonly texts: ReadonlyMap<FilledField, string>
}

/** A value that an earlier row of the file has. */
export interface DoubleLine {
  readonly field: FilledField
  readonly earlier: number
}

/**
 * Rows that say of one record what an earlier row has said: those whose id, tax number or other value that only one record
 * has stood before, in this file and phase. What these rows bring is kept for the rest of the file.
 */
export async function doubleLines(
  ctx: Ctx,
  { importId, phase }: { readonly importId: number; readonly phase: Phase },
  rows: readonly KeyedRow[],
): Promise<ReadonlyMap<number, DoubleLine>> {
  const keys = rows.flatMap(({ line, texts }) =>
    [...texts].flatMap(([field, text]) => {
      const value = field.matches ? canonicalText(field, text) : undefined
      return value === undefined ? [] : [{ line, field, hash: hashOf(field.name, value) }]
    }),
  )
  const known = await knownKeys(
    ctx,
    { importId, phase },
    keys.map(({ hash }) => hash),
  )
  const fresh = new Map<string, number>()
  const doubles = new Map<number, DoubleLine>()
  for (const { line, field, hash } of keys) {
    const earlier = known.get(hash) ?? fresh.get(hash)
    if (earlier === undefined) fresh.set(hash, line)
    else if (earlier !== line) doubles.set(line, { field, earlier })
  }
  await insertMany(
    ctx.db,
    KEYS,
    [...fresh].map(([hash, line]) => ({ import_id: importId, phase, hash, line })),
  )
  return doubles
}

async function knownKeys(
  ctx: Ctx,
  { importId, phase }: { readonly importId: number; readonly phase: Phase },
  hashes: readonly string[],
): Promise<Map<string, number>> {
  const known = new Map<string, number>()
  for (const part of inParts(hashes)) {
    const rows: { hash: string; line: number }[] = await ctx
      .db(KEYS)
      .where({ import_id: importId, phase })
      .whereIn('hash', part)
      .select('hash', 'line')
    for (const { hash, line } of rows) known.set(hash, line)
  }
  return known
}

function hashOf(field: string, value: string): string {
  return createHash('sha256').update(`${field}\0${value}`).digest('hex')
}

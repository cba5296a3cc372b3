import type { Ctx } from '../../ctx.js'
import type { Model } from '../../db/model.js'
import { seen } from '../../entity/seen.js'
import type { Entity } from '../../plugin/entity.js'
import { fold } from '../../text/fold.js'
import { contractorParts } from '../part-forms.js'

/** A part of one contractor that the other has as well. */
export interface SamePart {
  readonly entity: Entity
  readonly takeId: number
  readonly keepId: number
}

type Row = Model & Readonly<Record<string, unknown>>

/** What makes two parts of a kind the same. */
const SAME: Readonly<Record<string, (row: Row, all: ReadonlyMap<number, Row>) => readonly unknown[]>> = {
  'core.department': pathOf,
  'core.person': ({ displayName, toDay }) => [fold(String(displayName)), toDay],
  'core.address': ({ kind, lines, postalCode, city }) => [kind, fold(String(lines)), postalCode, fold(String(city))],
  'core.contact': ({ kind, normal }) => [kind, String(normal).toLowerCase()],
  'core.bank-account': ({ iban, currency }) => [iban, currency],
}

/** Parts both contractors have; they are kept once. */
export async function sameParts(ctx: Ctx, takeId: number, keepId: number): Promise<readonly SamePart[]> {
  const same: SamePart[] = []
  for (const { entity } of contractorParts) {
    const rows = (await seen(ctx, entity).whereIn('contractor_id', [takeId, keepId]).orderBy('id')) as unknown as Row[]
    const all = new Map(rows.map((row) => [row.id, row]))
    const keyOf = (row: Row) => JSON.stringify(SAME[entity.id]?.(row, all))
    const kept = new Map(rows.filter((row) => row['contractorId'] === keepId).map((row) => [keyOf(row), row.id]))
    for (const row of rows) {
      const twin = row['contractorId'] === takeId ? kept.get(keyOf(row)) : undefined
      if (twin !== undefined) same.push({ entity, takeId: row.id, keepId: twin })
    }
  }
  return same
}

/** Names from the top down: „Biuro” in Warszawa is another department than „Biuro” in Kraków. */
function pathOf(row: Row, all: ReadonlyMap<number, Row>): readonly string[] {
  const above = all.get(Number(row['parentId'] ?? 0))
  return [...(above ? pathOf(above, all) : []), fold(String(row['name']))]
}

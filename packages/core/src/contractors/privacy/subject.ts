import type { Ctx } from '../../ctx.js'
import { seenOne } from '../../entity/seen.js'
import { may } from '../../permissions.js'
import type { Entity } from '../../plugin/entity.js'
import { Refusal } from '../../plugin/refusal.js'
import { contractor, type Contractor } from '../contractor.js'
import { person, type Person } from '../parts/person.js'
import type { Subject } from './hooks.js'

/** A person as the report and the erasure know him. */
export interface Known extends Subject {
  readonly described: Entity
  readonly row: Contractor | Person
  /** „Jan Kowalski”. */
  readonly name: string
  readonly contractorId: number
  /** Page of the record. */
  readonly href: string
  readonly erasedAt: string | null
}

/** The person one asks about; 404 when he may not be seen, 422 `core.not-a-person` for a company. Needs `core.erase-persons`. */
export async function subjectOf(ctx: Ctx, { entity, id }: Subject): Promise<Known> {
  ctx.must(may.erasePersons)
  if (entity === 'core.person') {
    const row = await seenOne(ctx, person, id)
    const { contractorId, erasedAt } = row
    const described = person as unknown as Entity
    return { entity, id, described, row, name: person.label(row), contractorId, href: `/persons/${id}`, erasedAt }
  }
  const row = await seenOne(ctx, contractor, id)
  if (row.kind !== 'individual') throw new Refusal('core.not-a-person')
  const described = contractor as unknown as Entity
  return {
    ...{ entity, id, described, row, name: row.fullName, contractorId: id, href: `/contractors/${id}` },
    erasedAt: row.erasedAt,
  }
}

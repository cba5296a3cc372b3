import type { Ctx } from '../../ctx.js'
import { create } from '../../entity/create.js'
import { save } from '../../entity/save.js'
import { mustEdit, seenOne } from '../../entity/seen.js'
import { refuseFields, type FieldRefusal } from '../../plugin/refusal.js'
import { addDays } from '../../time/day.js'
import { person, type Person } from '../parts/person.js'

export interface Moving {
  /** The firm the person goes to; the one it is at for another department. */
  readonly contractorId: number
  readonly departmentId?: number | null
  readonly position?: string | null
  /** First day there. */
  readonly fromDay: string
  /** Whether phone and e-mail go along; in another firm they are another's as a rule. */
  readonly keepContacts?: boolean
}

/**
 * A person goes to another firm or department on a day: the old row ends the day before, and keeps its history; a new one
 * begins, linked to it (`former`). 422 `core.person-left` for a row that has ended, `core.dates-reversed` for a day not
 * after its first.
 */
export async function movePerson(ctx: Ctx, id: number, { keepContacts, ...to }: Moving): Promise<Person> {
  const row = await seenOne(ctx, person, id)
  await mustEdit(ctx, person, row)
  const last = addDays(to.fromDay, -1)
  const refused: FieldRefusal[] = [
    ...(row.toDay === null ? [] : [{ path: 'fromDay', code: 'core.person-left' }]),
    ...(row.fromDay !== null && last < row.fromDay ? [{ path: 'fromDay', code: 'core.dates-reversed' }] : []),
  ]
  if (refused.length > 0) throw refuseFields(refused)

  await save(ctx, person, id, { version: row.version, toDay: last })
  const same = keepContacts ?? to.contractorId === row.contractorId
  return create(ctx, person, {
    firstName: row.firstName,
    lastName: row.lastName,
    position: to.position === undefined ? (same ? row.position : null) : to.position,
    phone: same ? row.phone : null,
    email: same ? row.email : null,
    contractorId: to.contractorId,
    departmentId: to.departmentId ?? null,
    fromDay: to.fromDay,
    formerId: id,
  })
}

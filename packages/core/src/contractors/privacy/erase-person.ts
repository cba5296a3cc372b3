import type { Ctx } from '../../ctx.js'
import { dropAttributes } from '../../attributes/write-attributes.js'
import type { Recorded } from '../../db/model.js'
import { dropDraftsAbout } from '../../drafts/drop-drafts.js'
import { auditChange } from '../../entity/audit.js'
import { followersOf } from '../../entity/followers.js'
import { mustEdit } from '../../entity/seen.js'
import { blankEntries } from '../../history/blank-entries.js'
import { Refusal } from '../../plugin/refusal.js'
import { reindex, unindexRecords } from '../../search/index-record.js'
import { coreSettings } from '../../settings/core-settings.js'
import { polishKey } from '../../text/polish-key.js'
import { Contractor, contractor } from '../contractor.js'
import { keepPairs } from '../duplicates/keep-comparable.js'
import { reducedName } from '../duplicates/reduced-name.js'
import { afterMove } from '../merging/after-move.js'
import { Person } from '../parts/person.js'
import { openWith } from './erasure-plan.js'
import { contractorErased } from './hooks.js'
import type { Known } from './subject.js'
import { emptyBin, sameHuman, takenInto } from './traces.js'

interface Name {
  readonly first: string
  readonly last: string
  readonly whole: string
}

/**
 * Erases a person's data, at once and for ever: the name becomes „Osoba usunięta 15”, personal fields and attributes are
 * emptied, addresses, numbers and accounts removed without a bin, and the trail, the search, the bin and the rows he had at
 * other firms or under merged contractors keep nothing of him. What the law holds stays as it is (frozen copies in
 * documents), and so do events, cases and their files. 422 `core.erase-open-cases` with the counts, 409
 * `core.erased-already`, 403 without the right to change the record.
 */
export async function erasePerson(ctx: Ctx, known: Known): Promise<void> {
  await mustEdit(ctx, known.described, known.row)
  if (known.erasedAt !== null) throw new Refusal('core.erased-already', { status: 409 })
  const open = await openWith(ctx, known)
  if (open.cases + open.events > 0) throw new Refusal('core.erase-open-cases', { params: { ...open }, extra: { open } })

  if (known.entity === 'core.person') await erasePersons(ctx, known)
  else await eraseContractor(ctx, known)
  await ctx.announce(contractorErased, {
    contractorId: known.contractorId,
    personId: known.entity === 'core.person' ? known.id : null,
  })
}

async function eraseContractor(ctx: Ctx, known: Known): Promise<void> {
  const { id } = known
  const before = await Contractor.query(ctx.db).findById(id).forUpdate().throwIfNotFound()
  const name = await nameOf(ctx, id)
  await dropParts(ctx, known)
  await dropAttributes(ctx, known.described, [id])
  await ctx
    .db('core_contractor')
    .where({ id })
    .update({
      ...{ first_name: name.first, last_name: name.last },
      ...{ display_name: name.whole, display_name_key: polishKey(name.whole), reduced_name: reducedName(name.whole) },
      ...{ name: null, name_key: null, tax_id: null, vat_eu_id: null, regon: null, krs: null, activity: null },
      ...{ activity_key: null, note: null, city: null, city_key: null, compared_at: null },
      ...{ erased_at: ctx.now(), deactivated_at: before.deactivatedAt ?? ctx.now(), version: before.version + 1 },
    })
  const after = await Contractor.query(ctx.db).findById(id).throwIfNotFound()
  await keepPairs(ctx, { before, after })
  await reindex(ctx, contractor as never, after)
  await forget(ctx, known, { ids: [id, ...(await takenInto(ctx, id))], name, version: after.version })
}

/** All rows of the same human: those at the firms and departments he was at before, and after. */
async function erasePersons(ctx: Ctx, known: Known): Promise<void> {
  const rows = await sameHuman(ctx, known.id)
  for (const { id, contractorId, version } of rows) {
    const name = await nameOf(ctx, id)
    await ctx
      .db('core_person')
      .where({ id })
      .update({
        ...{ first_name: name.first, first_name_key: polishKey(name.first) },
        ...{ last_name: name.last, last_name_key: polishKey(name.last) },
        ...{ display_name: name.whole, display_name_key: polishKey(name.whole), position: null, position_key: null },
        ...{ phone: null, email: null, erased_at: ctx.now(), version: version + 1 },
      })
    const after = await Person.query(ctx.db).findById(id).throwIfNotFound()
    await reindex(ctx, known.described, after)
    await afterMove(ctx, contractorId)
    await forget(ctx, known, { ids: [id], name, version: after.version })
  }
}

/** „Osoba usunięta 15”, in the firm's language: it is kept for everybody. */
async function nameOf(ctx: Ctx, id: number): Promise<Name> {
  const { locale } = await ctx.settings('core', coreSettings)
  const first = ctx.t('core.erasure.first-name', {}, locale)
  const last = ctx.t('core.erasure.last-name', { id }, locale)
  return { first, last, whole: `${first} ${last}` }
}

/** Addresses, numbers, accounts, and what plugins let follow a contractor and call personal. */
async function dropParts(ctx: Ctx, { described, id }: Known): Promise<void> {
  for (const { follower, column } of followersOf(ctx, described)) {
    if (!follower.personal?.length) continue
    const rows = (await follower.model.query(ctx.db).where(column, id)) as unknown as readonly Recorded[]
    if (rows.length === 0) continue
    const ids = rows.map((row) => row.id)
    if (follower.attributable) await dropAttributes(ctx, follower, ids)
    await unindexRecords(ctx, follower, ids)
    await ctx.db(follower.model.tableName).where(column, id).delete()
  }
}

/** The trail, the bin, drafts and the names of change sets; then one entry says that it was done. */
async function forget(
  ctx: Ctx,
  { entity, described }: Known,
  { ids, name, version }: { readonly ids: readonly number[]; readonly name: Name; readonly version: number },
): Promise<void> {
  const personal = new Set(described.personal)
  await emptyBin(ctx, entity, ids, name.whole)
  await dropDraftsAbout(ctx, entity, ids)
  await blankEntries(ctx, {
    entity,
    records: ids,
    label: name.whole,
    goes: (part, field) => part !== null || personal.has(field) || field.startsWith('attributes.'),
  })
  const [record = 0] = ids
  await auditChange(ctx, { entity, record, label: name.whole, action: 'erasure', version })
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchDoors, type Json, type Scratch } from '../../contractors/scratch-doors.js'
import { scratchEngines } from '../../db/scratch-databases.js'

/** A cell of a list is changed where it stands (ui.md §4.3). */
describe.each(scratchEngines)('a cell of a list on %s', (engine) => {
  let scratch: Scratch
  let hotel: number
  beforeAll(async () => {
    scratch = await scratchDoors(engine)
    hotel = await scratch.named('Hotel Imperial')
  }, 120_000)
  afterAll(() => scratch.example.drop())

  const db = () => scratch.example.host.kernel.db
  const record = async (url: string) => (await scratch.api('GET', url)).json
  const items = async (url: string, login?: string) =>
    (await scratch.api('GET', url, undefined, login)).json.items as Json[]
  const formOf = (url: string, login?: string) => scratch.page(`/cells/${url}`, undefined, login)

  it('is offered to whoever may change the record, and is a form of that field alone', async () => {
    const page = (await scratch.page('/contractors?view=all')).body
    expect(page).toContain('data-cells="core.contractors"')
    expect(page.split('data-edit="stage"').length).toBe(page.split('<tr id="row-').length)
    const { status, body } = await formOf(`core.contractors/${hotel}/stage`)
    expect([status, body.includes('name="stage"'), body.includes('name="ownerId"')]).toEqual([200, true, false])
    expect(body).toContain(`action="/contractors/${hotel}"`)
    for (const wrong of [`core.contractors/${hotel}/taxId`, 'core.contractors/99999/stage', `nobody/${hotel}/stage`])
      expect([wrong, (await formOf(wrong)).status]).toEqual([wrong, 404])
  })

  it('is offered in one’s own records alone where the right to change goes no further', async () => {
    const { role_id: role } = await db()('core_operator').where({ login: 'cezary' }).first<Json>('role_id')
    await scratch.api('PUT', `/roles/${String(role)}/grants/core.edit-cases`, { scope: 'own' })
    await scratch.api('PUT', `/roles/${String(role)}/grants/core.read-cases`, { scope: 'all' })
    const all = await items('/cases?limit=200', 'cezary')
    const own = await items('/cases?owner=me&limit=200', 'cezary')
    expect([own.length > 0, own.length < all.length]).toEqual([true, true])
    const list = (await scratch.page('/cases?view=all&limit=200', undefined, 'cezary')).body
    expect(list.split('data-edit="owner"').length - 1).toBe(own.length)
    const other = all.find(({ id }) => !own.some((one) => one.id === id))
    expect((await formOf(`core.cases/${own[0]?.id}/owner`, 'cezary')).status).toBe(200)
    expect((await formOf(`core.cases/${other?.id}/owner`, 'cezary')).status).toBe(403)
    const sent = { version: String(other?.version), cell: 'core.cases/owner', ownerId: '' }
    expect((await scratch.page(`/cases/${other?.id}`, sent, 'cezary')).status).toBe(403)
  })

  it('answers with itself when it is saved, and the change stands in the trail as any other', async () => {
    const { version } = await record(`/contractors/${hotel}`)
    const { id: grazyna } = await db()('core_operator').where({ login: 'grazyna' }).first<Json>('id')
    const sent = { version: String(version), cell: 'core.contractors/owner', ownerId: String(grazyna) }
    const saved = await scratch.page(`/contractors/${hotel}`, sent)
    expect([saved.status, saved.body.includes('Grażyna Głos'), saved.body.includes('class="cell-form"')]).toEqual([
      200,
      true,
      false,
    ])
    expect(await record(`/contractors/${hotel}`)).toMatchObject({ owner: { label: 'Grażyna Głos' } })
    const told = await db()('core_audit')
      .where({ entity: 'core.contractor', record: hotel })
      .orderBy('id', 'desc')
      .first()
    expect(told).toMatchObject({ action: 'changed', origin: 'page', version: Number(version) + 1 })
  })

  it('comes back as it was typed when it is refused, and asks which of two stands when somebody was faster', async () => {
    const [event] = await items('/events?state=planned&limit=1')
    const at = `/events/${event?.id}`
    const wrong = { version: String(event?.version), cell: 'core.events/deadline', deadline: 'jutro' }
    const refused = await scratch.page(at, wrong)
    expect([refused.status, refused.body.includes('class="cell-form"')]).toEqual([422, true])
    expect(refused.body).toContain('aria-invalid="true"')

    const right = { ...wrong, deadline: '2026-11-12T10:00' }
    const saved = await scratch.page(at, right)
    expect([saved.status, saved.body.includes('class="cell-form"'), saved.body.includes('10:00')]).toEqual([
      200,
      false,
      true,
    ])
    expect(await record(at)).toMatchObject({ deadline: '2026-11-12T09:00:00.000Z', subject: event?.subject })
    const late = await scratch.page(at, { ...right, deadline: '2026-11-13T10:00' })
    expect([late.status, late.body.includes('data-conflict')]).toEqual([409, true])
  })
})

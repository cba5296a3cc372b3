import { afterAll, beforeAll, expect, it } from 'vitest'
import { createAttributeType } from '../attributes/create-attribute-type.js'
import { create } from '../entity/create.js'
import { present } from '../entity/present.js'
import { firm, person, scratchWorld, type World } from '../entity/scratch-world.js'
import { iban } from '../plugin/fields.js'
import { form, place } from '../plugin/forms.js'
import type { RefusedForm } from '../plugin/routes.js'
import { formView } from './form-view.js'
import type { FormView } from './views.js'

const names = ['name', 'kind', 'roles', 'limitMinor', 'share', 'active', 'owner', 'closedAt']
const firmForm = form('t.firm-form', {
  of: firm,
  groups: [
    {
      key: '',
      fields: names.map((name) => place(name, 3, name === 'roles' ? { when: { field: 'kind', is: ['company'] } } : {})),
    },
  ],
})
const at = { action: '/t/firms', cancel: '/t/firms' }

let world: World
beforeAll(async () => {
  world = await scratchWorld('sqlite')
  await world.write(async (ctx) => {
    await create(ctx, person, { name: 'Anna' })
    await createAttributeType(ctx, {
      entity: 't.firm',
      labelPl: 'Wielkość',
      kind: 'choice',
      items: [{ labelPl: 'Duża' }, { labelPl: 'Mała' }],
    })
  })
})
afterAll(() => world.drop())
const valuesOf = ({ groups }: FormView) =>
  Object.fromEntries(groups.flatMap(({ fields }) => fields.map(({ name, value }) => [name, value])))

it('starts with defaults, then what it was given', async () => {
  const view = await formView(world.ctx(), firmForm, { ...at, values: { ownerId: 1 } })
  expect(valuesOf(view)).toMatchObject({
    name: '',
    kind: 'company',
    roles: [],
    ownerId: '1',
    active: '',
    'attr.wielkosc': '',
  })
  const [main, attributes] = view.groups
  expect(main?.fields.find(({ name }) => name === 'ownerId')?.picker).toEqual({ href: '/pick/t.person', label: 'Anna' })
  expect(main?.fields.find(({ name }) => name === 'roles')?.when).toEqual({ field: 'kind', is: 'company', off: false })
  expect(attributes?.fields[0]).toMatchObject({
    label: 'Wielkość',
    options: [{ value: 'duza', label: 'Duża' }, { value: 'mala' }],
  })
})

it('stars what a rule wants whenever it is shown', async () => {
  const stars = async (needed: boolean) => {
    const some = form('t.some', {
      of: firm,
      groups: [{ key: '', fields: [place('city', 6, { needed })] }],
      attributes: false,
    })
    const [group] = (await formView(world.ctx(), some, at)).groups
    return group?.fields.map(({ required }) => required)
  }
  expect([await stars(false), await stars(true)]).toEqual([[false], [true]])
})

it('shows a bank account in fours, and what was typed as it was typed', async () => {
  const accounts = form('t.accounts', {
    fields: { account: iban({ label: 'core.bank-account.iban' }) },
    groups: [{ key: '', fields: [place('account')] }],
  })
  const drawn = async (account: string, refused?: RefusedForm) =>
    valuesOf(await formView(world.ctx(), accounts, { ...at, values: { account }, refused })).account

  expect(await drawn('PL47000000000000000000000002')).toBe('47 0000 0000 0000 0000 0000 0002'.replaceAll(' ', '\u00a0'))
  const typed = { account: '47 0000-0' }
  expect(await drawn('', { values: typed, errors: [], status: 422, code: 'x', message: 'x' })).toBe('47 0000-0')
})

it('says which fields a choice leaves out, before a script can', async () => {
  const off = async (kind: string) => {
    const { groups } = await formView(world.ctx(), firmForm, { ...at, values: { kind } })
    return groups[0]?.fields.find(({ name }) => name === 'roles')?.when?.off
  }
  expect([await off('company'), await off('person'), await off('')]).toEqual([false, true, true])
})

it('begins in the first empty field of something new, and nowhere when it is changed or comes back', async () => {
  const focused = async (given: Partial<Parameters<typeof formView>[2]>) => {
    const { groups } = await formView(world.ctx(), firmForm, { ...at, ...given })
    return groups.flatMap(({ fields }) => fields.filter(({ focus }) => focus).map(({ name }) => name))
  }
  expect(await focused({ fresh: true })).toEqual(['name'])
  expect(await focused({ fresh: true, values: { name: 'A' } })).toEqual(['limitMinor'])
  expect(await focused({})).toEqual([])
  const errors = [{ path: 'name', message: 'Podaj' }]
  const refused = { values: {}, status: 422, code: 'core.required', message: 'Podaj', errors }
  expect(await focused({ fresh: true, refused })).toEqual([])
})

it('shows a record as people write it, its version hidden', async () => {
  const given = {
    name: 'A',
    roles: ['other'],
    limitMinor: 123_456,
    share: '12.5',
    active: true,
    ownerId: 1,
    closedAt: '2026-11-05T08:15:00.000Z',
    attributes: { wielkosc: 'mala' },
  }
  const row = await world.write((ctx) => create(ctx, firm, given))
  const [record] = await present(world.ctx(), firm, [row], { attributes: true })
  const view = await formView(world.ctx(), firmForm, { ...at, ...(record && { record }) })
  expect(valuesOf(view)).toEqual({
    name: 'A',
    kind: 'company',
    roles: ['other'],
    limitMinor: '1\u00a0234,56',
    share: '12,5',
    active: 'on',
    ownerId: '1',
    closedAt: '2026-11-05T09:15',
    'attr.wielkosc': 'mala',
  })
  expect(view.hidden).toEqual([{ name: 'version', value: '1' }])
})

it('loses nothing of what was typed, and says what is wrong beside it and on top', async () => {
  const values = {
    version: '3',
    name: '',
    kind: 'individual',
    roles: ['', 'client'],
    limitMinor: '12,345',
    active: ['off', 'on'],
    'attr.wielkosc': 'duza',
  }
  const errors = [
    { path: 'limitMinor', message: 'To nie jest kwota.' },
    { path: 'attr.wielkosc', message: 'Nie ta.' },
    { path: '', message: 'Inaczej.' },
  ]
  const view = await formView(world.ctx(), firmForm, {
    ...at,
    refused: { values, errors, status: 422, code: 'x', message: 'x' },
  })
  expect(valuesOf(view)).toMatchObject({
    name: '',
    kind: 'individual',
    roles: ['client'],
    limitMinor: '12,345',
    active: 'on',
    'attr.wielkosc': 'duza',
  })
  expect(view.errors.map(({ href, message }) => [href, message])).toEqual([
    ['#f-limitMinor', 'To nie jest kwota.'],
    ['#f-attr-wielkosc', 'Nie ta.'],
    [undefined, 'Inaczej.'],
  ])
  expect(view.groups[0]?.fields.find(({ name }) => name === 'limitMinor')?.error).toBe('To nie jest kwota.')
  expect(view.hidden).toEqual([{ name: 'version', value: '3' }])
})

it('narrows a reference by another field of the form', async () => {
  const groups = [{ key: '', fields: [place('kind', 3), place('owner', 3, { within: 'kind' })] }]
  const view = await formView(world.ctx(), form('t.firm-form', { of: firm, groups, attributes: false }), at)
  const owner = view.groups[0]?.fields.find(({ name }) => name === 'ownerId')
  expect(owner?.picker?.href).toBe('/pick/t.person?kind={kind}')
})

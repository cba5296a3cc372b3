import { call, type Call } from './client.js'
import type { Scenario } from './measure.js'
import type { Size } from './seed/seed.js'
import { estates, taxId, towns } from './seed/words.js'
import type { Keys } from './servers/prepare.js'

/** Requests with a token each in turn: one token may ask six hundred times a minute. */
export function callers({ tokens, session }: Keys) {
  let turn = 0
  const bearer = () => ({ authorization: `Bearer ${tokens[turn++ % tokens.length]}` })
  return {
    api: (path: string): Call => ({ method: 'GET', path: `/api${path}`, headers: bearer() }),
    page: (path: string): Call => ({
      method: 'GET',
      path,
      headers: { cookie: `berberis=${session}`, accept: 'text/html' },
    }),
    post: (path: string, body: object): Call => ({ method: 'POST', path: `/api${path}`, headers: bearer(), body }),
  }
}

/** What is only read, at every size. */
export function readings({ contractors }: Size, keys: Keys): readonly Scenario[] {
  const { api, page } = callers(keys)
  const many = (make: (at: number) => Call) => Array.from({ length: 200 }, (_, at) => make(at))
  const someone = (at: number) => 1 + ((at * 7919) % contractors)
  const filter = (at: number) =>
    `city=${encodeURIComponent(towns[at % 3]!)}&attr.wielkosc=srednia&sort=displayName&limit=50`
  // Each is in some of a hundred contractors, so that a page of fifty is full at a thousand already.
  const common = ['ownia', 'arnia', 'szk', 'lnia', 'warsz', 'lodz', 'krak', 'duz', 'sred', 'mal']
  const fragments = ['zuraw', 'ebos', 'granit', 'piek', 'imper', 'kow', 'hot', 'odra', 'salon', 'osem']

  return [
    {
      name: 'list, first 50 by name',
      calls: many(() => api('/contractors?sort=displayName&limit=50')),
      writes: false,
      atLeast: 0.3,
    },
    {
      name: 'list, town + attribute',
      calls: many((at) => api(`/contractors?${filter(at)}`)),
      writes: false,
      atLeast: 0.3,
    },
    { name: 'list, town + attribute, page', calls: many((at) => page(`/contractors?${filter(at)}`)), writes: false },
    {
      name: 'list, rare attribute text',
      calls: many((at) =>
        api(`/contractors?attr.dzielnica.starts=${encodeURIComponent(estates[at % estates.length]!)}&sort=displayName`),
      ),
      writes: false,
    },
    {
      name: 'search of a fragment',
      calls: many((at) => api(`/search?q=${fragments[at % fragments.length]!}`)),
      writes: false,
    },
    {
      name: 'list, search of a fragment',
      calls: many((at) => api(`/contractors?q=${common[at % common.length]!}&sort=displayName`)),
      writes: false,
    },
    {
      name: 'perspective, record',
      calls: many((at) => api(`/contractors/${someone(at)}`)),
      writes: false,
      atLeast: 0.2,
    },
    { name: 'perspective, page', calls: many((at) => page(`/contractors/${someone(at)}`)), writes: false },
  ]
}

/** `count` new contractors with a NIP and three attributes each. */
export function creating(size: Size, keys: Keys, count: number): Scenario {
  const { post } = callers(keys)
  const calls: Call[] = []
  for (let n = 400_000_000 + size.contractors; calls.length < count; n += 1) {
    const number = taxId(n)
    if (number === null) continue
    const attributes = { wielkosc: 'mala', dzielnica: `Nowa ${n % 50}`, przeglad: '2026-03-14' }
    calls.push(
      post('/contractors', {
        kind: 'company',
        name: `Nowa Hurtownia Granit ${n}`,
        acceptDuplicates: true,
        taxId: number,
        country: 'PL',
        roles: ['client'],
        attributes,
      }),
    )
  }
  return { name: 'create contractor', calls, writes: true, atLeast: 0.15 }
}

/** `count` drafts of three lines each, made beforehand; what is measured is their issue. */
export async function issuing(origin: string, keys: Keys, count: number): Promise<Scenario> {
  const { post } = callers(keys)
  const products: number[] = []
  for (const [at, name] of ['Grzejnik aluminiowy', 'Zawór', 'Montaż'].entries()) {
    const made = await call(
      origin,
      post('/sales/products', {
        kind: 'product',
        code: `B${at}`,
        namePl: name,
        unitId: 1,
        vatRate: 'standard',
        price: '123.45',
      }),
    )
    products.push((JSON.parse(made.body) as { id: number }).id)
  }
  const calls: Call[] = []
  for (let at = 0; at < count; at += 1) {
    const lines = products.map((productId, line) => ({ productId, qty: String(line + 1), unitPrice: '123.45' }))
    const draft = await call(origin, post('/sales/documents', { contractorId: 1 + (at % 900), lines }))
    const { id } = JSON.parse(draft.body) as { id: number }
    calls.push(post(`/sales/documents/${id}/issue`, {}))
  }
  return { name: 'issue invoice, three lines', calls, writes: true }
}

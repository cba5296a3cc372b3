import { testHost, type TestHost } from '@berberis/sdk/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import sales from '../index.js'
import { aBuyer, anInvoice, anOrder } from '../testing/builders.js'
import { plain } from '../testing/plain.js'

const PLACES = 'Podaj rabat najwyżej z 2 miejscami po przecinku.'
const NUMBER = 'Rabat musi być liczbą, np. 12,50.'
const RANGE = 'Rabat może wynosić od 0 do 100%, a kwotowo najwyżej tyle, ile wartość, od której jest liczony.'

describe.each(['orders', 'documents'] as const)('a discount on the whole at /sales/%s', (kind) => {
  let host: TestHost
  let doors: Awaited<ReturnType<TestHost['as']>>
  let contractorId: number
  beforeAll(async () => {
    host = await testHost({ plugins: [sales] })
    contractorId = (await host.run((ctx) => aBuyer(ctx))).id
    doors = await host.as('admin')
  })
  afterAll(() => host?.close())

  const typed = (value: string) => ({
    contractorId: String(contractorId),
    'discount.type': 'amount',
    'discount.value': value,
    'lines.0.name': 'Zawór',
    'lines.0.qty': '1',
    'lines.0.unitPrice': '100',
  })
  const sent = (value: string) => ({
    contractorId,
    discount: { type: 'amount', value },
    lines: [{ name: 'Zawór', qty: '1', unitPrice: '100' }],
  })

  test.each([
    ['12,345', 'sales.discount-places', PLACES],
    ['abc', 'sales.discount-no-number', NUMBER],
    ['100,01', 'sales.discount-out-of-range', RANGE],
  ])('%s is refused at its field, with the way to it, and to programs by its path', async (value, code, sentence) => {
    const { statusCode, body } = await doors.page.post(`/sales/${kind}`, typed(value))
    expect(statusCode).toBe(422)
    expect(inputOf(body)).toContain('aria-invalid="true"')
    expect(inputOf(body)).toContain(`value="${value}"`)
    expect(faultOf(body)).toBe(sentence)
    expect(plain(body)).toContain(`<a href="#sales-discount-value">Rabat od całości: ${sentence}</a>`)
    expect(plain(body).split(sentence)).toHaveLength(3)

    const api = await doors.api.post(`/sales/${kind}`, sent(value))
    expect([api.statusCode, api.json()]).toMatchObject([422, { fields: [{ path: 'discount', code }] }])
  })

  test('is judged with its lines when a browser without scripts asks what they come to', async () => {
    const wrong = {
      'lines.0.qty': '-2',
      'lines.0.unitPrice': '12,345 zł',
      'lines.0.discount.value': '12,345',
      'lines.0.discount.type': 'amount',
    }
    const { statusCode, body } = await doors.page.post(`/sales/${kind}/calculation`, { ...typed('12,345'), ...wrong })
    expect(statusCode).toBe(200)
    expect(faultOf(body)).toBe(PLACES)
    for (const name of ['qty', 'unitPrice', 'discount.value'])
      expect(new RegExp(`<input[^>]*name="lines\\.0\\.${name}"[^>]*>`).exec(body)?.[0]).toContain('aria-invalid="true"')
    expect(plain(body)).toContain('Podaj cenę jako liczbę od 0')
  })

  test('is judged while it is typed, beside its field and nowhere else', async () => {
    const partial = { 'hx-request': 'true', 'hx-request-type': 'partial' }
    const { body } = await doors.page.post(`/sales/${kind}/calculation`, typed('12,345'), partial)
    const at = plain(body)
      .split('<hx-partial')
      .filter((part) => part.includes(PLACES))
    expect(at).toEqual([expect.stringContaining('hx-target="#sales-discount-fault"')])

    const whole = await doors.page.post(`/sales/${kind}/calculation`, typed('12,345'))
    expect(faultOf(whole.body)).toBe(PLACES)
  })

  test('a line’s own is refused with the same words at its line', async () => {
    const line = { 'lines.0.discount.type': 'amount', 'lines.0.discount.value': '12,345' }
    const { body } = await doors.page.post(`/sales/${kind}`, { ...typed(''), ...line })
    expect(plain(body)).toContain(`<a href="#sales-line-0-discount">Pozycja 1: ${PLACES}</a>`)
    expect(body.match(/<(?:input|select)[^>]*aria-invalid[^>]*>/g)).toEqual([
      expect.stringContaining('name="lines.0.discount.value"'),
    ])
    const discount = { type: 'amount', value: 'abc' }
    const lines = [{ name: 'Zawór', qty: '1', unitPrice: '100', discount }]
    expect((await doors.api.post(`/sales/${kind}`, { contractorId, lines })).json()).toMatchObject({
      fields: [{ path: 'lines.0.discount', code: 'sales.discount-no-number' }],
    })
  })

  test('is not marked while nothing is wrong with it', async () => {
    const discount = { type: 'percent' as const, value: '5' }
    const { id } = await host.run(async (ctx) =>
      kind === 'orders' ? anOrder(ctx, { discount }) : anInvoice(ctx, { discount }),
    )
    const { body } = await doors.page.get(`/sales/${kind}/${id}/edit`)
    expect(inputOf(body)).not.toContain('aria-invalid')
    expect(faultOf(body)).toBe('')
  })
})

const inputOf = (html: string) => /<input[^>]*id="sales-discount-value"[^>]*>/.exec(html)?.[0]

/** What stands beside the field, without its icon. */
function faultOf(html: string): string | undefined {
  const [, inside] = /<output[^>]*id="sales-discount-fault"[^>]*>(.*?)<\/output>/s.exec(plain(html)) ?? []
  return inside?.replaceAll(/<svg.*?<\/svg>|<[^>]*>/gs, '').trim()
}

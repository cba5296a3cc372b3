import { testHost, type TestHost } from '@berberis/sdk/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import sales from '../index.js'
import { aProduct } from '../testing/builders.js'
import { plain } from '../testing/plain.js'

const PARTIAL = { 'hx-request': 'true', 'hx-request-type': 'partial' }

describe('the totals of what is half typed', () => {
  let host: TestHost
  let page: Awaited<ReturnType<TestHost['as']>>['page']
  let product: number
  beforeAll(async () => {
    host = await testHost({ plugins: [sales] })
    product = (await host.run((ctx) => aProduct(ctx))).id
    page = (await host.as('admin')).page
  })
  afterAll(() => host?.close())

  const typed = (more: Readonly<Record<string, string>>) => ({
    'lines.4.productId': String(product),
    'lines.4.qty': '7',
    ...more,
  })

  test.each([
    ['documents', 'paymentDays', '-30', 'Wartość nie może być mniejsza niż 0.'],
    ['documents', 'paymentDays', 'abc', 'To nie jest prawidłowa liczba.'],
    ['documents', 'soldOn', '31.02.2026', ''],
    ['orders', 'day', '31.02.2026', ''],
  ])(
    'at /sales/%s follow the lines whatever %s says, and %s is refused at its field',
    async (kind, name, text, said) => {
      const { statusCode, body, headers } = await page.post(
        `/sales/${kind}/calculation`,
        typed({ [name]: text }),
        PARTIAL,
      )
      expect([statusCode, headers['x-message']]).toEqual([200, undefined])
      expect(partialOf(body, '#sales-line-4-total')).toContain('700,00')
      expect(partialOf(body, '#sales-sums')).toContain('861,00')
      expect(partialOf(body, '#sales-sums')).not.toContain('alert-triangle')
      expect(partialOf(body, `#f-${name}-fault`)).toMatch(new RegExp(`field-error.*<span>${said || '.+'}`, 's'))
    },
  )

  test('say nothing at a field that was mended', async () => {
    const { body } = await page.post('/sales/documents/calculation', typed({ paymentDays: '30' }), PARTIAL)
    expect(partialOf(body, '#f-paymentDays-fault')).not.toContain('field-error')
    expect(partialOf(body, '#sales-sums')).toContain('30 dni')
  })

  test.each(['-30', 'abc'])('come without scripts with the editor, %s typed and marked in it', async (days) => {
    const { statusCode, body } = await page.post('/sales/documents/calculation', typed({ paymentDays: days }))
    expect(statusCode).toBe(200)
    expect(/<input[^>]*name="paymentDays"[^>]*>/.exec(body)?.[0]).toMatch(
      new RegExp(`value="${days}".*aria-invalid="true" aria-describedby="f-paymentDays-fault"`),
    )
    expect(plain(body)).toMatch(/<div[^>]*id="f-paymentDays-fault"[^>]*><p class="field-error"/)
    expect(plain(body)).toContain('861,00')
  })

  test('are refused to programs, which do not type', async () => {
    const { api } = await host.as('admin')
    const refused = await api.post('/sales/documents/calculation', { paymentDays: -30, lines: [] })
    expect([refused.statusCode, refused.json()]).toMatchObject([400, { errors: [{ path: 'paymentDays' }] }])
  })
})

function partialOf(html: string, target: string): string {
  return plain(html)
    .split('<hx-partial')
    .filter((part) => part.includes(`hx-target="${target}"`))
    .join('')
}

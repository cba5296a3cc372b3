import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startInstance, type Instance } from '../support/instance.js'
import { apiOf } from '../support/api.js'
import { chromium, ci } from '../support/programs.js'
import { openBrowser, openTab, type Browser, type Tab } from './browser.js'
import { fill, submit } from './fill.js'
import { speak } from './speak.js'

const SCRIPT = '<script>document.title="broken"</script>'

let instance: Instance
let browser: Browser

describe.skipIf(!chromium && !ci)('what is refused', () => {
  beforeAll(async () => {
    instance = await startInstance()
    browser = await openBrowser()
  }, 60_000)
  afterAll(async () => {
    expect(instance.broken).toEqual([])
    await browser?.close()
    await instance?.stop()
  })

  it.each([
    { locale: 'pl', wrong: /NIP/ },
    { locale: 'en', wrong: /NIP|tax/i },
  ] as const)(
    'says in $locale what is wrong with a NIP, keeps all that was typed, and takes the repaired form',
    async ({ locale, wrong }) => {
      const tab = await signedIn('adam', locale)
      await tab.visit('/contractors/new')
      const name = `${SCRIPT} ${locale}`
      await fill(tab.page, {
        kind: 'company',
        taxId: '999-000-03-63',
        name,
        note: 'druga\nlinia',
        town: 'Łódź',
        street: 'Żółta 1',
      })
      await submit(tab.page)
      const summary = tab.page.locator('.summary')
      await summary.waitFor()
      expect(await summary.innerText()).toMatch(wrong)
      expect(await summary.evaluate((one) => one === one.ownerDocument.activeElement)).toBe(true)
      expect(await tab.page.locator('[name=taxId]').inputValue()).toBe('999-000-03-63')
      expect(await tab.page.locator('[name=taxId]').getAttribute('aria-invalid')).toBe('true')
      expect(await tab.page.locator('[name=name]').inputValue()).toBe(name)
      expect(await tab.page.locator('[name=note]').inputValue()).toBe('druga\nlinia')

      await fill(tab.page, { taxId: locale === 'pl' ? '9990001700' : '9990001806' })
      await submit(tab.page, /\/contractors\/\d+$/)
      expect(await tab.page.locator('h1').innerText()).toBe(name)
      expect(await tab.page.title()).not.toBe('broken')
      expect(tab.takeFaults()).toEqual([])
      await tab.context.close()
    },
  )

  it.each([
    { locale: 'pl', day: /dni|dzień|dat/i, large: /duż|MB/, unknown: /nieznane/ },
    { locale: 'en', day: /day|date/i, large: /large|MB/, unknown: /nieznane/ },
  ] as const)(
    'answers bad requests in $locale with words, never with a fault',
    async ({ locale, day, large, unknown }) => {
      const tab = await signedIn('adam', locale)
      const post = (path: string, form: Record<string, string>) =>
        tab.context.request.post(`${instance.origin}${path}`, {
          headers: { origin: instance.origin },
          form,
          maxRedirects: 0,
        })

      const february = await post('/events', {
        type: 'call',
        contractorId: '1',
        subject: 'Zażółć',
        day: '2026-02-31',
        from: '08:00',
        to: '09:00',
        done: 'off',
        shows: 'busy',
      })
      expect(february.status()).toBe(422)
      expect(await february.text()).toMatch(day)
      expect(await february.text()).toContain('value="Zażółć"')

      const amount = await post('/sales/orders', {
        contractorId: '2',
        day: '2026-11-05',
        method: 'net',
        'discount.type': 'amount',
        'discount.value': '12,345',
        'lines.0.name': 'Zawór',
        'lines.0.qty': '1',
        'lines.0.unit': 'szt',
        'lines.0.unitPrice': '100',
        'lines.0.vatRate': 'standard',
      })
      expect(amount.status()).toBe(422)
      expect(await amount.text()).toContain('12,345')

      const upload = await tab.context.request.post(`${instance.origin}/events/1/attachments`, {
        headers: { origin: instance.origin },
        multipart: {
          files: { name: 'film.bin', mimeType: 'application/octet-stream', buffer: Buffer.alloc(60_000_000) },
        },
      })
      expect([413, 422]).toContain(upload.status())
      expect(await upload.text()).toMatch(large)

      const list = await tab.context.request.get(`${instance.origin}/contractors?nieznane=1`)
      expect(list.status()).toBe(200)
      expect(await list.text()).toMatch(unknown)
      const api = await apiOf(instance.origin, await instance.tokenOf('adam')).get('/contractors?nieznane=1')
      expect(api.status).toBe(400)
      expect(JSON.stringify(api.body)).toMatch(unknown)
      await tab.context.close()
    },
  )

  it('shows Anna no way to issue an invoice, and names the permission at both doors', async () => {
    const tab = await signedIn('anna', 'pl')
    await tab.visit('/sales/documents')
    expect(await tab.page.locator('a[href="/sales/documents/new"]').count()).toBe(0)
    const draft = await draftOf('adam')
    await tab.visit(`/sales/documents/${draft}`)
    expect(await tab.page.locator('[action$="/issue"], [formaction$="/issue"], a[href$="/edit"]').count()).toBe(0)

    const page = await tab.context.request.post(`${instance.origin}/sales/documents/${draft}/issue`, {
      headers: { origin: instance.origin },
      form: {},
    })
    expect(page.status()).toBe(403)
    expect(await page.text()).toMatch(/Wystawianie faktur|Faktury: wystawianie|wystawia/i)
    const api = await apiOf(instance.origin, await instance.tokenOf('anna')).post(`/sales/documents/${draft}/issue`, {})
    expect(api).toMatchObject({ status: 403, body: { permission: 'sales.issue-invoices' } })
    expect(tab.takeFaults()).toEqual([])
    await tab.context.close()
  })
})

async function signedIn(login: string, locale: 'pl' | 'en'): Promise<Tab> {
  const tab = await openTab(browser, instance.origin, { locale })
  await tab.context.addCookies([await instance.cookieOf(login)])
  await speak(tab.context, instance.origin, locale)
  return tab
}

async function draftOf(login: string): Promise<number> {
  const api = apiOf(instance.origin, await instance.tokenOf(login))
  const found = (await api.get('/contractors?q=imperial')).body['items'] as readonly { id: number }[]
  const line = { name: 'Zawór', qty: '1', unit: 'szt', unitPrice: '10.00', vatRate: 'standard' }
  return Number((await api.post('/sales/documents', { contractorId: found[0]?.id, lines: [line] })).body['id'])
}

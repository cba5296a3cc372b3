import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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
  }, 240_000)
  afterAll(async () => {
    expect(instance.broken).toEqual([])
    await browser?.close()
    await instance?.stop()
  })

  it.each([
    { locale: 'pl', wrong: 'NIP: Nieprawidłowy NIP: sprawdź cyfry.' },
    { locale: 'en', wrong: 'Tax ID (NIP): Not a valid tax number (NIP): check the digits.' },
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
      expect(plain(await summary.innerText())).toContain(wrong)
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
    {
      locale: 'pl',
      day: 'Nie ma takiego dnia w kalendarzu.',
      large: 'Za dużo danych: można przesłać najwyżej 50 MB.',
      unknown: 'Pominięto nieznane filtry: nieznane',
    },
    {
      locale: 'en',
      day: 'There is no such day in the calendar.',
      large: 'Too much data: at most 50 MB may be sent.',
      unknown: 'Unknown conditions left out: nieznane',
    },
  ] as const)('answers bad requests in $locale with words, never with a fault', async (words) => {
    const { locale, day, large, unknown } = words
    const tab = await signedIn('adam', locale)

    const february = await tab.context.request.post(`${instance.origin}/events`, {
      headers: { origin: instance.origin },
      form: {
        type: 'call',
        contractorId: '1',
        subject: 'Zażółć',
        day: '2026-02-31',
        from: '08:00',
        to: '09:00',
        done: 'off',
        shows: 'busy',
      },
      maxRedirects: 0,
    })
    expect(february.status()).toBe(422)
    expect(plain(await february.text())).toContain(day)
    expect(await february.text()).toContain('value="Zażółć"')

    const upload = await tab.context.request.post(`${instance.origin}/events/1/attachments`, {
      headers: { origin: instance.origin },
      multipart: {
        files: { name: 'film.bin', mimeType: 'application/octet-stream', buffer: Buffer.alloc(60_000_000) },
      },
    })
    expect(upload.status()).toBe(413)
    expect(plain(await upload.text())).toContain(large)

    const list = await tab.context.request.get(`${instance.origin}/contractors?nieznane=1`)
    expect(list.status()).toBe(200)
    expect(plain(await list.text())).toContain(unknown)
    const api = await apiOf(instance.origin, await instance.tokenOf('adam')).get('/contractors?nieznane=1')
    expect(api).toMatchObject({ status: 400, body: { errors: [{ path: 'nieznane' }] } })
    await tab.context.close()
  })

  it.each([
    { locale: 'pl', wrong: 'Plik film.bin jest za duży: najwięcej 50 MB.' },
    { locale: 'en', wrong: 'The file film.bin is too large: at most 50 MB.' },
  ] as const)(
    'says in $locale beside the files of an event which is too large, and sends the others',
    async (words) => {
      const folder = await mkdtemp(join(tmpdir(), 'berberis-files-'))
      const files = [
        { name: 'film.bin', size: 60_000_000 },
        { name: 'notatka.txt', size: 5 },
      ].map(({ name, size }) => ({ path: join(folder, name), size }))
      for (const { path, size } of files) await truncate(await made(path), size)
      const tab = await signedIn('adam', words.locale)
      await tab.visit('/events/new?contractor=1')
      await fill(tab.page, { subject: 'Zażółć', from: '08:10', to: '08:25', 'attr.wynik-rozmowy': 'zainteresowany' })
      await tab.page.locator('#event-files').setInputFiles(files.map(({ path }) => path))
      const said = tab.page.locator('[data-files-error]')
      await said.waitFor()
      expect(plain(await said.innerText())).toBe(words.wrong)

      await submit(tab.page, /\/(events|contractors)\/\d+$/)
      const page = await tab.page.locator('#main').innerText()
      expect(page).toContain('notatka.txt')
      expect(page).not.toContain('film.bin')
      expect(tab.takeFaults()).toEqual([])
      await tab.context.close()
      await rm(folder, { recursive: true })
    },
  )

  it.each([
    { locale: 'pl', whole: 'Rabat od całości', wrong: 'Podaj rabat najwyżej z 2 miejscami po przecinku.' },
    { locale: 'en', whole: 'Discount on the whole', wrong: 'Give a discount with at most 2 decimal places.' },
  ] as const)(
    'says in $locale at the discount of an order and of an invoice that it has too many places',
    async ({ locale, whole, wrong }) => {
      const tab = await signedIn('adam', locale)
      for (const path of ['/sales/orders/new', '/sales/documents/new']) {
        await tab.visit(path)
        await fill(tab.page, {
          contractorId: 'imperial',
          'lines.0.name': 'Zawór',
          'lines.0.qty': '1',
          'lines.0.unitPrice': '100',
          'discount.type': 'amount',
          'discount.value': '12,345',
        })
        await submit(tab.page)
        const link = tab.page.locator('.summary a')
        await link.waitFor()
        expect(plain(await link.innerText())).toBe(`${whole}: ${wrong}`)
        const field = tab.page.locator('[name="discount.value"]')
        expect(await field.inputValue()).toBe('12,345')
        expect(await field.getAttribute('aria-invalid')).toBe('true')
        const told = tab.page.locator(`#${await field.getAttribute('aria-describedby')}`)
        expect(plain(await told.innerText()).trim()).toBe(wrong)
        await link.click()
        expect(await field.evaluate((one) => one === one.ownerDocument.activeElement)).toBe(true)
      }
      expect(tab.takeFaults()).toEqual([])
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
    expect(plain(await page.text())).toContain('Brak uprawnienia: Wystawianie faktur.')
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

/** Texts keep one-letter words and figures together by spaces that do not break. */
function plain(text: string): string {
  return text.replaceAll('\u00a0', ' ')
}

/** An empty file. */
async function made(path: string): Promise<string> {
  await writeFile(path, '')
  return path
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startInstance, type Instance } from '../support/instance.js'
import { pdfText } from '../support/pdf-text.js'
import { chromium, ci } from '../support/programs.js'
import { openBrowser, openTab, type Browser, type Tab } from './browser.js'
import { choose, fill, submit } from './fill.js'
import { speak } from './speak.js'

let instance: Instance
let browser: Browser

describe.skipIf(!chromium && !ci)('the whole path in a browser', () => {
  beforeAll(async () => {
    instance = await startInstance()
    browser = await openBrowser()
  }, 240_000)
  afterAll(async () => {
    await browser?.close()
    await instance?.stop()
  })

  it.each([
    { locale: 'pl', firm: 'Ciepły Dom Żółć sp. z o.o.', taxId: '999-000-17-00', gross: '1 722,00 zł' },
    { locale: 'en', firm: 'Warm House Łódź', taxId: '9990001806', gross: '1 722,00 zł' },
  ] as const)(
    'leads from sign-in to the contractor’s perspective in $locale',
    async ({ locale, firm, taxId, gross }) => {
      const tab = await openTab(browser, instance.origin, { locale })
      await signIn(tab, 'cezary')
      await speak(tab.context, instance.origin, locale)

      const contractor = await newContractor(tab, { name: firm, taxId })
      const matter = await newCase(tab, contractor)
      const event = await newEvent(tab, matter)
      const invoice = await sell(tab, contractor, matter)
      const bytes = await tab.context.request.get(`${instance.origin}${invoice}/pdf`)
      const printed = await pdfText(await bytes.body())
      expect(printed).toContain('Grzejniki łazienkowe żeberkowe')
      expect(printed).toContain(firm)
      expect(printed.replaceAll('\u00a0', ' ')).toContain(gross.slice(0, -3))

      const mailed = await mailIt(tab, invoice)
      expect(mailed.equals(await bytes.body())).toBe(true)

      await tab.visit(contractor)
      const main = tab.page.locator('#main')
      for (const href of [event, matter]) expect(await main.locator(`a[href="${href}"]`).count()).toBeGreaterThan(0)
      await main
        .getByRole('link', { name: locale === 'pl' ? /Sprzedaż/ : /Sales/ })
        .first()
        .click()
      await main.locator(`a[href="${invoice}"]`).first().waitFor()

      expect(tab.takeFaults()).toEqual([])
      expect(instance.broken).toEqual([])
      await tab.context.close()
    },
    90_000,
  )
})

/** As a person does who opens the address for the first time. */
async function signIn(tab: Tab, login: string): Promise<void> {
  await tab.visit('/')
  await tab.page.locator('#login').fill(login)
  await tab.page.locator('#password').fill(instance.passwords.get(login) ?? '')
  await tab.page.locator('form[data-sign-in] button.primary').click()
  await tab.page.locator('button.account').waitFor()
}

const path = (tab: Tab): string => new URL(tab.page.url()).pathname

async function newContractor(tab: Tab, { name, taxId }: { name: string; taxId: string }): Promise<string> {
  await tab.visit('/contractors/new')
  await fill(tab.page, {
    kind: 'company',
    taxId,
    name,
    street: 'ul. Żółta 3',
    postalCode: '90-001',
    town: 'Łódź',
    email: `biuro@firma-${taxId.replaceAll('-', '')}.example`,
    'attr.wielkosc-firmy': 'srednia',
  })
  await submit(tab.page, /\/contractors\/\d+$/)
  await tab.page.getByRole('heading', { level: 1, name }).waitFor()
  return path(tab)
}

async function newCase(tab: Tab, contractor: string): Promise<string> {
  await tab.visit(`/cases/new?contractor=${contractor.split('/').at(-1)}`)
  await fill(tab.page, { name: 'Grzejniki do łazienki' })
  await submit(tab.page, /\/cases\/\d+$/)
  return path(tab)
}

async function newEvent(tab: Tab, matter: string): Promise<string> {
  await tab.page.locator('[data-key="e"]').first().click()
  await tab.page.waitForURL(/\/events\/new/)
  await tab.page.locator('html[data-ready]').waitFor({ state: 'attached' })
  await fill(tab.page, {
    type: 'call',
    subject: 'Pytanie o grzejniki',
    from: '08:10',
    to: '08:25',
    done: 'on',
    'attr.wynik-rozmowy': 'zainteresowany',
  })
  await tab.page
    .locator('#event-files')
    .setInputFiles({ name: 'notatka żółta.txt', mimeType: 'text/plain', buffer: Buffer.from('Zażółć gęślą jaźń') })
  await submit(tab.page, /\/events\/\d+$|\/cases\/\d+$/)
  if (/cases/.test(tab.page.url()))
    await tab.page.locator('#main a[href^="/events/"]').filter({ hasText: 'Pytanie o grzejniki' }).first().click()
  await tab.page.waitForURL(/\/events\/\d+$/)
  await tab.page.getByText('notatka żółta.txt').first().waitFor()
  await tab.page
    .getByText(/^(Zainteresowany|Interested)$/)
    .first()
    .waitFor()
  expect(await tab.page.locator(`#main a[href="${matter}"]`).count()).toBeGreaterThan(0)
  return path(tab)
}

/** Order with two lines → placed → invoice → issued; the address of the invoice. */
async function sell(tab: Tab, contractor: string, matter: string): Promise<string> {
  const [of, about] = [contractor, matter].map((each) => each.split('/').at(-1))
  await tab.visit(`/sales/orders/new?contractor=${of}&case=${about}`)
  await choose(tab.page, 'lines.0.productId', 'aluminiowy')
  await fill(tab.page, {
    'lines.0.name': 'Grzejniki łazienkowe żeberkowe',
    'lines.0.qty': '2',
    'lines.0.unitPrice': '300,00',
  })
  await tab.page.locator('[data-add-line]').click()
  await choose(tab.page, 'lines.1.productId', 'przegląd kotłowni')
  await fill(tab.page, { 'lines.1.qty': '1' })
  await tab.page
    .locator('#sales-sums')
    .getByText(/1.722[.,]00/)
    .first()
    .waitFor()
  await submit(tab.page, /\/sales\/orders\/\d+$/)
  await press(tab, 'placement')
  await press(tab, 'invoices')
  await tab.page.waitForURL(/\/sales\/documents\/\d+/)
  if (!tab.page.url().endsWith('/edit')) await tab.visit(`${path(tab)}/edit`)
  await tab.page.locator('button[formaction$="/issue"]').click()
  await tab.page.waitForURL(/\/sales\/documents\/\d+$/)
  await tab.page.getByRole('heading', { level: 1, name: /FV\/\d+\/11\/2026/ }).waitFor()
  return path(tab)
}

/** Presses the button of the form that posts to an address with this end. */
async function press(tab: Tab, what: string): Promise<void> {
  const posted = tab.page.waitForResponse((response) => response.url().endsWith(`/${what}`))
  await tab.page.locator(`form[action$="/${what}"] button`).first().click()
  expect((await posted).status()).toBeLessThan(400)
  await tab.page.waitForLoadState()
}

/** E-mails the invoice and answers with the PDF that arrived. */
async function mailIt(tab: Tab, invoice: string): Promise<Buffer> {
  const before = instance.sink.mails.length
  await tab.visit(`${invoice}/mailings/new`)
  await fill(tab.page, { to: 'ksiegowosc@cieply.example' })
  await submit(tab.page, /\/sales\/documents\/\d+$/)
  const mail = await instance.sink.mail(before + 1)
  const [pdf] = mail.attachments
  expect(pdf?.contentType).toBe('application/pdf')
  expect(mail.to).toMatchObject({ text: 'ksiegowosc@cieply.example' })
  return pdf?.content ?? Buffer.alloc(0)
}

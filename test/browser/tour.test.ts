import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startInstance, type Instance } from '../support/instance.js'
import { pdfText } from '../support/pdf-text.js'
import { chromium, ci } from '../support/programs.js'
import { openBrowser, openTab, type Browser, type Page, type Tab } from './browser.js'
import { tourSteps, type Step } from './tour.js'

const HOTEL = 'Hotel Imperial'

let instance: Instance
let browser: Browser
let tab: Tab
let page: Page

/** Every name that is pressed or chosen here is read out of the README: a button that is called otherwise is a fault of one of them. */
describe.skipIf(!chromium && !ci)('the tour of the README', () => {
  beforeAll(async () => {
    instance = await startInstance()
    browser = await openBrowser()
    tab = await openTab(browser, instance.origin, { locale: 'pl' })
    page = tab.page
  }, 240_000)
  afterAll(async () => {
    await browser?.close()
    await instance?.stop()
  })

  it('leads a new user, button by button, from the first sign-in to the mail', { timeout: 120_000 }, async () => {
    const [lead, find, note, order, invoice, mail, anna, ...more] = tourSteps() as [
      Step,
      Step,
      Step,
      Step,
      Step,
      Step,
      Step,
    ]
    expect(more).toEqual([])

    await signIn(lead.says('cezary'))
    await openHotel(find)
    await noteCall(note)
    const ordered = await placeOrder(order)
    const issued = await issueInvoice(invoice)
    await sendMail(mail, issued)
    await readInEnglish(lead)
    await signOutAndIn(anna.says('anna'))
    await tab.visit(ordered)
    expect(await page.getByRole('button', { name: /faktur/ }).count()).toBe(0)

    for (const step of [lead, find, note, order, invoice, mail, anna]) expect(step.left()).toEqual([])
    expect(tab.takeFaults()).toEqual([])
    expect(instance.broken).toEqual([])
  })
})

const button = (name: string) => page.getByRole('button', { name, exact: false }).first()
const main = () => page.locator('#main')

async function signIn(login: string): Promise<void> {
  await tab.visit('/')
  await page.locator('#login').fill(login)
  await page.locator('#password').fill(instance.passwords.get(login) ?? '')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Dzień dobry' }).waitFor()
  await ready()
}

async function openHotel(step: Step): Promise<void> {
  await page.keyboard.press(step.says('Ctrl+K').replace('Ctrl', 'Control'))
  await page.keyboard.type(step.says('imper'))
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: step.says(HOTEL) }).waitFor()
  await ready()
  for (const heading of ['Otwarte sprawy', 'Oś czasu', 'Osoby kontaktowe'])
    await main().getByRole('heading', { name: heading }).waitFor()
}

async function noteCall(step: Step): Promise<void> {
  await main()
    .getByRole('link', { name: step.says('Nowe zdarzenie') })
    .first()
    .click()
  await page.waitForURL(/\/events\/new/)
  await ready()
  expect(await page.getByRole('radio', { name: step.says('Telefon') }).isChecked()).toBe(true)
  await pick('Sprawa', step.says('Kocioł gazowy'))
  await page.getByLabel('Temat').fill('Rozmowa z przewodnika')
  await page.getByRole('checkbox', { name: step.says('Już wykonane') }).check()
  await page.getByLabel(step.says('Wynik rozmowy')).selectOption({ label: 'Zainteresowany' })
  await dropFile('notatka.txt')
  await button(step.says('Zapisz')).click()
  await main().getByText('Rozmowa z przewodnika').first().waitFor()
  await main().getByText('notatka.txt').first().waitFor()
}

/** The address of the order. */
async function placeOrder(step: Step): Promise<string> {
  await ready()
  await button(step.says('Utwórz')).click()
  await page.getByRole('link', { name: step.says('Nowe zamówienie') }).click()
  await page.waitForURL(/\/sales\/orders\/new/)
  await ready()
  await pick('Kontrahent', HOTEL)
  await pick('Sprawa', step.says('Kocioł gazowy'))
  const product = page.locator('bb-combo[name="lines.0.productId"]')
  await product.locator('input').pressSequentially(step.says('grze'))
  await product.getByRole('option', { name: step.says('Grzejnik aluminiowy') }).click()
  await page.locator('[name="lines.0.qty"]').fill('2')
  const sums = page.locator('#sales-sums')
  for (const sum of ['600,00', '138,00', '738,00']) await sums.getByText(sum).first().waitFor()
  await button(step.says('Zapisz szkic')).click()
  await page.waitForURL(/\/sales\/orders\/\d+$/)
  await ready()
  await button(step.says('Złóż zamówienie')).click()
  await page.getByRole('heading', { level: 1, name: /ZAM/ }).waitFor()
  return new URL(page.url()).pathname
}

/** The number of the invoice. */
async function issueInvoice(step: Step): Promise<string> {
  await ready()
  await button(step.says('Przygotuj fakturę')).click()
  await page.waitForURL(/\/sales\/documents\/\d+/)
  await ready()
  await button(step.says('Wystaw fakturę')).click()
  const heading = page.getByRole('heading', { level: 1, name: /^FV\/\d+\/11\/2026$/ })
  await heading.waitFor()
  const at = await page
    .getByRole('link', { name: step.says('PDF') })
    .first()
    .getAttribute('href')
  const pdf = await tab.context.request.get(`${instance.origin}${at}`)
  const printed = await pdfText(await pdf.body())
  expect(printed).toContain('Grzejnik aluminiowy')
  expect(printed.replaceAll('\u00a0', ' ')).toContain('738,00')
  return heading.innerText()
}

async function sendMail(step: Step, number: string): Promise<void> {
  await ready()
  await page
    .getByRole('link', { name: step.says('Wyślij e-mailem') })
    .first()
    .click()
  await ready()
  await page.getByLabel('Adres e-mail').fill('igor@hotel.example')
  await page.locator('form[data-form] button.primary').last().click()
  await page.waitForURL(/\/sales\/documents\/\d+$/)
  expect((await instance.sink.mail(1)).attachments[0]?.contentType).toBe('application/pdf')
  await instance.host.drain()

  step.says('data/mail')
  await main().getByRole('link', { name: HOTEL }).first().click()
  await page.getByRole('heading', { level: 1, name: HOTEL }).waitFor()
  const story = page.locator('#timeline')
  for (const what of ['Rozmowa z przewodnika', /^Zamówienie ZAM\//, `Faktura VAT ${number}`, 'igor@hotel.example'])
    await story.getByText(what).first().waitFor()
}

async function readInEnglish(step: Step): Promise<void> {
  await ready()
  await page.locator('button.account').click()
  await page.getByRole('group', { name: step.says('Język') }).waitFor()
  await page.getByRole('button', { name: step.says('English') }).click()
  await page.getByRole('link', { name: 'Contractors' }).first().waitFor()
}

async function signOutAndIn(login: string): Promise<void> {
  await ready()
  await page.locator('button.account').click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.locator('#login').waitFor()
  await signIn(login)
}

/** Chooses from a list, or types into a reference and takes the first offer of that name. */
async function pick(label: string, name: string): Promise<void> {
  const field = page.getByRole('combobox', { name: label }).first()
  if (await field.evaluate((one: { tagName: string }) => one.tagName === 'SELECT')) {
    const option = await field.locator('option', { hasText: name }).first().getAttribute('value')
    await field.selectOption(option)
    return
  }
  await field.fill(name.slice(0, 5))
  await page.getByRole('option', { name }).first().click()
}

/** As a person does who lets go of a file over the middle of the form. */
async function dropFile(name: string): Promise<void> {
  const carried = await page.evaluateHandle(
    `(() => { const all = new DataTransfer(); all.items.add(new File(['Zażółć gęślą jaźń'], '${name}')); return all })()`,
  )
  const over = page.locator('form[data-form] textarea').first()
  await over.dispatchEvent('dragover', { dataTransfer: carried })
  await over.dispatchEvent('drop', { dataTransfer: carried })
  expect(
    await page.locator('#event-files').evaluate((field: { files: { length: number } }) => field.files.length),
  ).toBe(1)
}

async function ready(): Promise<void> {
  await page.locator('html[data-ready]').waitFor({ state: 'attached' })
  await page.waitForLoadState()
}

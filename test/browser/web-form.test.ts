import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startInstance, type Instance } from '../support/instance.js'
import { chromium, ci } from '../support/programs.js'
import { openBrowser, type Browser, type Page } from './browser.js'

let instance: Instance
let browser: Browser
const servers: Server[] = []
let firm: string
let stranger: string

/** What browsers themselves allow: a request in a test knows no frames and no rules between sites. */
describe.skipIf(!chromium && !ci)('a web form on pages of others', () => {
  beforeAll(async () => {
    instance = await startInstance()
    browser = await openBrowser()
    firm = await site()
    stranger = await site()
    const headers = { authorization: `Bearer ${await instance.tokenOf('adam')}`, 'if-match': '"1"' }
    const saved = await instance.host.app.inject({
      method: 'PUT',
      url: '/api/web-forms/1',
      headers,
      payload: { origins: firm },
    })
    expect(saved.statusCode).toBe(200)
  }, 240_000)
  afterAll(async () => {
    for (const server of servers) server.close()
    await browser?.close()
    await instance?.stop()
  })

  it('is filled and sent in a frame of the firm’s page without a script, and stands in no other', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, locale: 'pl-PL' })
    const page = await context.newPage()
    await page.goto(firm)
    const frame = page.frameLocator('iframe')
    await frame.getByLabel('Imię i nazwisko').fill('Ramona Ramowa')
    await frame.getByLabel('E-mail').fill('ramona@ramowa.example')
    await frame.getByRole('textbox', { name: 'Wiadomość' }).fill('Piszę z ramki.')
    soon()
    await frame.getByRole('button', { name: 'Wyślij' }).click()
    await frame.getByText('Bez tej zgody').first().waitFor()
    await frame.getByLabel(/^Zgadzam się/).check()
    await frame.getByRole('button', { name: 'Wyślij' }).click()
    await frame.getByText('Wiadomość dotarła').waitFor()
    expect(await notes('Piszę z ramki.')).toBe(1)

    await page.goto(stranger)
    await expect.poll(() => page.frames()[1]?.url()).toMatch(/^chrome-error:/)
    await context.close()
  })

  it('takes what a script of the firm’s page sends, and nothing from another page', async () => {
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.goto(firm)
    const token = await page.evaluate<string>(`fetch('${address()}').then((it) => it.json()).then((it) => it.token)`)
    soon()
    expect(await sendFrom(page, token)).toBe(201)
    expect(await notes('Piszę ze skryptu.')).toBe(1)
    await page.goto(stranger)
    expect(await sendFrom(page, token)).toBe('TypeError')
    await context.close()
  })
})

/** A page somewhere else, with the form in a frame; its address. */
async function site(): Promise<string> {
  const server = createServer((_request, response) =>
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end(`<!doctype html><title>x</title><iframe src="${instance.origin}/forms/zapytanie" title="x"></iframe>`),
  )
  servers.push(server)
  await new Promise<void>((done) => void server.listen(0, 'localhost', done))
  return `http://localhost:${(server.address() as AddressInfo).port}`
}

const address = () => `${instance.origin}/api/forms/zapytanie`

function soon(): void {
  instance.clock.set(new Date(Date.parse(instance.clock.now()) + 5_000).toISOString())
}

/** The status, or what the browser says when it lets nobody read it. */
function sendFrom(page: Page, token: string): Promise<number | string> {
  const sent = { token, name: 'Sławek Skrypt', email: 's@skrypt.example', message: 'Piszę ze skryptu.', consent: true }
  const asked = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(sent) }
  return page.evaluate<number | string>(
    `fetch('${address()}', ${JSON.stringify(asked)}).then((it) => it.status, (error) => error.name)`,
  )
}

async function notes(said: string): Promise<number> {
  const rows: unknown[] = await instance.host.kernel.db('core_event').where('note', 'like', `${said}%`).select('id')
  return rows.length
}

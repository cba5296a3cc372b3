import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { apiOf } from '../support/api.js'
import { startInstance, type Instance } from '../support/instance.js'
import { pdfText } from '../support/pdf-text.js'

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
const run = promisify(execFile)

let instance: Instance
let folder: string

describe('the path of the README over the API', () => {
  beforeAll(async () => {
    instance = await startInstance()
    folder = mkdtempSync(join(tmpdir(), 'berberis-readme-'))
  }, 240_000)
  afterAll(async () => {
    await instance?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('is executed to the letter and ends in the same invoice, to the grosz, as PDF and as mail', async () => {
    const token = await instance.tokenOf('adam')
    writeFileSync(join(folder, 'README.md'), readme)
    const env = { ...process.env, PATH: `${join(process.execPath, '..')}:${process.env['PATH'] ?? ''}` }
    const { stdout } = await run('bash', ['-eu', '-c', `${script(token)}\necho "invoice=$INVOICE"`], {
      cwd: folder,
      env,
    })

    const id = Number(/invoice=(\d+)/.exec(stdout)?.[1])
    const { body } = await apiOf(instance.origin, token).get(`/sales/documents/${id}`)
    expect(body).toMatchObject({ state: 'issued', netMinor: 60_000, taxMinor: 13_800, grossMinor: 73_800 })
    expect(body['number']).toMatch(/^FV\/\d+\/11\/2026$/)

    const printed = await pdfText(readFileSync(join(folder, 'invoice.pdf')))
    expect(printed).toContain(String(body['number']))
    expect(printed.replaceAll('\u00a0', ' ')).toContain('738,00')
    const mail = await instance.sink.mail(1)
    expect(mail.attachments[0]?.content.equals(readFileSync(join(folder, 'invoice.pdf')))).toBe(true)
    expect(instance.broken).toEqual([])
  }, 240_000)
})

/** The block of shell in which the API is called, at this instance and with this token. */
function script(token: string): string {
  const block = [...readme.matchAll(/```sh\n([\s\S]*?)```/g)]
    .map(([, text]) => text ?? '')
    .find((text) => text.includes('/placement'))
  if (!block) throw new Error('the README shows no path over the API')
  return block.replaceAll('http://localhost:3000', instance.origin).replace(/^TOKEN=.*$/m, `TOKEN=${token}`)
}

import { BadTemplate, loadTemplate, renderPdf, type Template } from '@berberis/sdk'
import { stopRenderer } from '@berberis/sdk/testing'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { afterAll, describe, expect, it } from 'vitest'
import { invoicePrint } from './invoice-print.js'
import type { PrintLanguage } from './print-texts.js'
import type { PrintableDocument, PrintableLine } from './printable-document.js'
import { templateFolder } from './template-folder.js'

afterAll(() => stopRenderer())

const line = (position: number, name: string): PrintableLine => ({
  position,
  name,
  qty: '3',
  unit: 'szt.',
  unitPrice: '411.5227',
  lineDiscountMinor: 0,
  documentShareMinor: 0,
  totalMinor: 123_457,
  vat: '23',
})

const invoice = (rest: Partial<PrintableDocument> = {}): PrintableDocument => ({
  number: 'FV/1/11/2026',
  issuedOn: '2026-11-05',
  soldOn: '2026-11-04',
  place: 'Kraków',
  currency: 'PLN',
  method: 'net',
  seller: {
    name: 'Grzejniki Polskie Sp. z o.o.',
    addressLines: ['ul. Ciepła 12', '30-001 Kraków'],
    taxId: '9990000362',
    account: 'PL61109010140000071219812874',
  },
  buyer: { name: 'Hotel Imperial S.A.', addressLines: ['al. Róż 4', '00-950 Warszawa'], taxId: '9990000238' },
  lines: [line(1, 'Zażółć gęślą jaźń')],
  rates: [{ vat: '23', netMinor: 123_457, taxMinor: 28_395, grossMinor: 151_852 }],
  totals: { netMinor: 123_457, taxMinor: 28_395, grossMinor: 151_852 },
  dueMinor: 151_852,
  dueOn: '2026-11-19',
  paymentMethod: 'transfer',
  marks: { splitPayment: false, exemptionBasis: [] },
  issuedBy: 'Anna Adamska',
  ...rest,
})

const pdfOf = async (document: PrintableDocument, language: PrintLanguage = 'pl') =>
  renderPdf({
    template: await loadTemplate('invoice', [templateFolder]),
    data: invoicePrint(document, language),
    language,
    day: document.issuedOn,
  })

const typst = (source: string): Template => ({ name: 'x.typ', source, folder: templateFolder, version: '' })
const render = (source: string, rest: { data?: unknown; limitMs?: number } = {}) =>
  renderPdf({ template: typst(source), data: null, language: 'pl', day: '2026-11-05', ...rest })

/** The text of each page, its pieces joined by single spaces. */
async function pages(pdf: Uint8Array): Promise<string[]> {
  const document = await getDocument({ data: pdf.slice(), verbosity: 0 }).promise
  const texts: string[] = []
  for (let number = 1; number <= document.numPages; number += 1) {
    const { items } = await (await document.getPage(number)).getTextContent()
    const words = items.map((item) => ('str' in item ? item.str : '')).join(' ')
    texts.push(words.replace(/\s+/g, ' '))
  }
  await document.loadingTask.destroy()
  return texts
}

describe('the PDF of an invoice', () => {
  it('holds the names, dates and sums in Polish letters', async () => {
    const [text = ''] = await pages(await pdfOf(invoice()))
    for (const part of [
      'Faktura VAT',
      'FV/1/11/2026',
      'Grzejniki Polskie',
      'NIP: 999-000-03-62',
      'Zażółć gęślą jaźń',
      '05.11.2026',
      '411,5227',
      '1 234,57',
      '283,95',
      '1 518,52 zł',
      'tysiąc pięćset osiemnaście złotych 52/100',
      '61 1090 1014 0000 0712 1981 2874',
      'Strona 1 z 1',
      'Wystawił(a)',
    ]) {
      expect(text).toContain(part)
    }
    expect(text).not.toContain('Rabat')
  })

  it('speaks English when asked', async () => {
    const [text = ''] = await pages(await pdfOf(invoice(), 'en'))
    for (const part of [
      'VAT invoice',
      'Seller',
      '5 Nov 2026',
      'PLN 1,518.52',
      'eighteen PLN 52/100',
      'Page 1 of 1',
      'PL61',
    ]) {
      expect(text).toContain(part)
    }
  })

  it('embeds every font, and only ours', async () => {
    const raw = Buffer.from(await pdfOf(invoice())).toString('latin1')
    const described = raw.match(/\/Type\s*\/FontDescriptor/g)?.length ?? 0
    expect(described).toBeGreaterThan(0)
    expect(raw.match(/\/FontFile[23]/g)).toHaveLength(described)
    expect(new Set(raw.match(/\/FontName\s*\/\w+\+[\w-]+/g)?.map((name) => name.replace(/.*\+/, '')))).toEqual(
      new Set(['Inter-Regular', 'Inter-SemiBold']),
    )
  })

  it('repeats the head on every page of 300 lines and keeps the last line with the sums', async () => {
    const lines = Array.from({ length: 300 }, (_unused, at) => line(at + 1, `Towar ${at + 1}.`))
    const texts = await pages(await pdfOf(invoice({ lines })))
    expect(texts.length).toBeGreaterThan(5)
    texts.forEach((text, at) => {
      expect(text).toContain('Nazwa towaru lub usługi')
      expect(text).toContain(`Strona ${at + 1} z ${texts.length}`)
    })
    const whole = texts.join(' ')
    for (const { name } of lines) expect(whole).toContain(name)
    expect(texts.at(-1)).toContain('Towar 300.')
    expect(texts.at(-1)).toContain('Do zapłaty')
  })

  it.each([20, 22, 24, 26, 28, 30])('never leaves the sums of %i lines alone on a page', async (count) => {
    const lines = Array.from({ length: count }, (_unused, at) => line(at + 1, `Towar ${at + 1}.`))
    const last = (await pages(await pdfOf(invoice({ lines })))).at(-1)
    expect(last).toContain(`Towar ${count}.`)
    expect(last).toContain('Do zapłaty')
    expect(last).toContain('Anna Adamska')
  })

  it('is the same to the byte for the same data, also from another process', async () => {
    const first = await pdfOf(invoice())
    stopRenderer()
    expect(Buffer.compare(await pdfOf(invoice()), first)).toBe(0)
    expect(Buffer.compare(await pdfOf(invoice({ issuedOn: '2026-11-06' })), first)).not.toBe(0)
  })

  it('shows markup and scripts in a name as they are typed', async () => {
    const name = '#panic("x") *a* <script>alert(1)</script> $x$ \\ @ref'
    const [text = ''] = await pages(await pdfOf(invoice({ lines: [line(1, name)] })))
    expect(text.replaceAll('\u200b', '')).toContain(name)
  })

  it('stays a document with no lines and with names that are too long for it', async () => {
    expect(await pages(await pdfOf(invoice({ lines: [], number: null })))).toHaveLength(1)
    const endless = line(1, 'X'.repeat(512))
    const [text = ''] = await pages(await pdfOf(invoice({ lines: [endless], note: 'n '.repeat(3000) })))
    expect(text.replace(/[^X]/g, '')).toHaveLength(512)
  })
})

describe('a template', () => {
  it('is replaced by the file of that name in a folder of the integrator', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'szablony ż '))
    await writeFile(
      join(folder, 'invoice.typ'),
      '#let data = json(bytes(sys.inputs.data))\nMoja #data.number #read("stopka.txt")',
    )
    await writeFile(join(folder, 'stopka.txt'), 'Dziękujemy')
    const template = await loadTemplate('invoice', [join(folder, 'nothing here'), folder, templateFolder])
    const data = invoicePrint(invoice(), 'pl')
    const pdf = await renderPdf({ template, data, language: 'pl', day: '2026-11-05' })

    expect(await pages(pdf)).toEqual(['Moja FV/1/11/2026 Dziękujemy'])
    expect(template.version).not.toBe((await loadTemplate('invoice', [templateFolder])).version)
    await expect(loadTemplate('../invoice', [templateFolder])).rejects.toThrow(BadTemplate)
    await expect(loadTemplate('receipt', [templateFolder])).rejects.toThrow(BadTemplate)
  })

  it('that is wrong says where', async () => {
    await expect(render('Faktura\n\n#nazwa')).rejects.toMatchObject({
      name: 'BadTemplate',
      message: 'x.typ:3:2 unknown variable: nazwa',
    })
    await expect(render('#panic("brak logo")')).rejects.toThrow('brak logo')
  })

  it('reaches neither files outside its folder nor the network', async () => {
    await expect(render('#read("../package.json")')).rejects.toThrow('access denied')
    await expect(render('#read("/package.json")')).rejects.toThrow('file not found')
    await expect(render('#import "@preview/cetz:0.2.0"')).rejects.toThrow(BadTemplate)
  })

  it('that does not end is stopped, and the next document is made', async () => {
    const endless = '#for a in range(100000) { for b in range(100000) {} }'
    const stopped = expect(render(endless, { limitMs: 300 })).rejects.toThrow('not finished within 0.3 s')
    const next = render('dalej')
    await stopped
    expect(await pages(await next)).toEqual(['dalej'])
  })
})

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createWriteStream } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ZipFile } from 'yazl'
import { diskFiles } from '../../files/disk-files.js'
import { writeXlsx } from '../export/write-xlsx.js'
import { fileHead, stageFile, stagedRows } from './stage-file.js'
import { textShelf } from './text-shelf.js'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'import ł '))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const file = async (content: string | Uint8Array) => {
  const path = join(folder, 'file')
  await writeFile(path, content)
  return path
}
const rowsOf = async (path: string) => {
  const files = diskFiles(join(folder, 'kept'))
  const { sha256, rows } = await stageFile(files, path)
  const all: [number, ...string[]][] = []
  for await (const { row } of stagedRows(files.place(sha256), 0)) all.push([row.line, ...row.cells])
  expect(all).toHaveLength(rows + 1)
  return all
}

describe('a CSV file', () => {
  const text = 'Nazwa;Żółć\r\n"Łąka; sp. z o.o.";"dwa\nwiersze"\r\n\r\n\'=1+1;\'x'
  const told = [
    [1, 'Nazwa', 'Żółć'],
    [2, 'Łąka; sp. z o.o.', 'dwa\nwiersze'],
    [4, '=1+1', "'x"],
  ]
  const windows1250 = Buffer.from(
    [...text].map((sign) => ({ Ż: 0xaf, ó: 0xf3, ł: 0xb3, ć: 0xe6, Ł: 0xa3, ą: 0xb9 })[sign] ?? sign.charCodeAt(0)),
  )
  it.each([
    ['utf-8', Buffer.from(text)],
    ['utf-8', Buffer.from(`\ufeff${text}`)],
    ['utf-16le', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['utf-16be', Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
    ['utf-16le', Buffer.from(text, 'utf16le')],
    ['windows-1250', windows1250],
  ])('in %s is read with its quotes, lines and blank rows', async (encoding, bytes) => {
    const path = await file(bytes)
    expect(await fileHead(path)).toMatchObject({ format: 'csv', encoding, separator: ';', headings: ['Nazwa', 'Żółć'] })
    expect(await rowsOf(path)).toEqual(told)
  })

  it.each([
    ['a,b,"c;;;;"\n1,2,3', ','],
    ['a\tb\n1\t2', '\t'],
    ['a|b\n1|2', '|'],
    ['a\n1', ';'],
  ])('tells by its headings what separates its cells: %j', async (content, separator) => {
    expect((await fileHead(await file(content))).separator).toBe(separator)
  })

  it('has every heading once, whatever it is called', async () => {
    const { headings } = await fileHead(await file('__proto__;Tel;Tel;;constructor\n1;2;3;4;5'))
    expect(headings).toEqual(['__proto__', 'Tel', 'Tel (2)', '#4', 'constructor'])
  })

  it('may be gone on with at any row', async () => {
    const files = diskFiles(join(folder, 'kept'))
    const { sha256 } = await stageFile(files, await file('a\nż\u2028ó\nłąka\n1'))
    const seen: { next: number; cell: string | undefined }[] = []
    for await (const { row, next } of stagedRows(files.place(sha256), 0)) seen.push({ next, cell: row.cells[0] })
    for (const [at, { next }] of seen.entries())
      for await (const { row } of stagedRows(files.place(sha256), next)) {
        expect(row.cells[0]).toBe(seen[at + 1]?.cell)
        break
      }
  })

  it('is refused when it is empty, too wide or no text at all', async () => {
    await expect(fileHead(await file('\n\n'))).rejects.toMatchObject({ code: 'core.import-too-empty' })
    await expect(fileHead(await file(`${'a;'.repeat(200)}b\n`))).rejects.toMatchObject({ code: 'core.import-too-wide' })
    await expect(fileHead(await file('PK\u0003\u0004 and no archive'))).rejects.toMatchObject({
      code: 'core.import-unreadable',
    })
  })
})

describe('a workbook', () => {
  const zipped = async (parts: Readonly<Record<string, string>>) => {
    const zip = new ZipFile()
    for (const [name, xml] of Object.entries(parts)) zip.addBuffer(Buffer.from(xml), name)
    zip.end()
    const path = join(folder, 'book.xlsx')
    await pipeline(zip.outputStream, createWriteStream(path))
    return path
  }
  const book = (sheet: string, more: Readonly<Record<string, string>> = {}) =>
    zipped({
      'xl/workbook.xml':
        '<workbook xmlns:r="r"><sheets><sheet name="A" r:id="rId7"/><sheet name="B" r:id="rId1"/></sheets></workbook>',
      'xl/_rels/workbook.xml.rels':
        '<Relationships><Relationship Id="rId7" Target="worksheets/first.xml"/></Relationships>',
      'xl/worksheets/first.xml': sheet,
      ...more,
    })

  it('of ours is read as it was written', async () => {
    const pages = (async function* () {
      yield [
        [
          { kind: 'text', text: '=1+1' },
          { kind: 'number', decimal: '1234.56' },
          { kind: 'day', day: '2026-11-05' },
          { kind: 'instant', local: '2026-11-05T09:30' },
          null,
          { kind: 'text', text: ' a <b> & "c"\n' },
        ] as const,
      ]
    })()
    const headings = ['Tekst', 'Kwota', 'Dzień', 'Chwila', 'Nic', 'Ł']
    const path = join(folder, 'ours.xlsx')
    const name = 'Lista: [1]/2'
    await pipeline(writeXlsx({ headings, pages }, { name, at: '2026-11-05T08:00:00.000Z' }), createWriteStream(path))
    expect(await rowsOf(path)).toEqual([
      [1, ...headings],
      [2, '=1+1', '1234.56', '2026-11-05', '2026-11-05 09:30', '', ' a <b> & "c"\n'],
    ])
  })

  it('gives cached values, shared texts, days by their look, and keeps the places of cells and rows', async () => {
    const path = await book(
      `<x:worksheet xmlns:x="x"><x:sheetData>
        <x:row r="2"><x:c r="A2" t="s"><x:v>1</x:v></x:c><x:c r="C2" t="s"><x:v>0</x:v></x:c></x:row>
        <x:row r="5"><x:c r="A5"><x:f>SUM(1,2)</x:f><x:v>3.3000000000000003</x:v></x:c><x:c r="B5" s="1"><x:v>46331</x:v></x:c>
          <x:c r="C5" s="2"><x:v>46331.395833333336</x:v></x:c><x:c r="D5" t="b"><x:v>1</x:v></x:c><x:c r="XFD5" s="1"/></x:row>
      </x:sheetData></x:worksheet>`,
      {
        'xl/sharedStrings.xml':
          '<sst><si><r><t>Pa</t></r><r><t>ra</t></r><rPh><t>nie</t></rPh></si><si><t>Nazwa &amp; s&#243;l</t></si></sst>',
        'xl/styles.xml':
          '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="dd\\.mm\\.yyyy\\ hh:mm"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/></cellXfs></styleSheet>',
      },
    )
    expect(await rowsOf(path)).toEqual([
      [2, 'Nazwa & sól', '', 'Para'],
      [5, '3.3', '2026-11-05', '2026-11-05 09:30', 'true'],
    ])
  })

  it.each([
    ['a document type', '<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet><sheetData/></worksheet>'],
    ['an entity', '<worksheet><sheetData><row><c t="inlineStr"><is><t>&a;</t></is></c></row></sheetData></worksheet>'],
    ['half a sheet', '<worksheet><sheetData><row>'],
  ])('with %s is refused', async (_what, sheet) => {
    await expect(fileHead(await book(sheet))).rejects.toMatchObject({ code: 'core.import-unreadable' })
  })

  it('without sheets, or no workbook at all, is refused', async () => {
    await expect(fileHead(await zipped({ 'a.txt': 'a' }))).rejects.toMatchObject({ code: 'core.import-unreadable' })
  })
})

it('a shelf of texts gives back what lies in its file', () => {
  const shelf = textShelf(5000)
  for (let n = 0; n < 60_500; n += 1) shelf.add(`tekst ${n}`)
  for (const n of [0, 999, 1000, 59_999, 60_499, 31_337]) expect(shelf.get(n)).toBe(`tekst ${n}`)
  expect(shelf.get(60_500)).toBeUndefined()
  shelf.close()
})

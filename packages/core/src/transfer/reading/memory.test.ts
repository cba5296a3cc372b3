import { mkdtemp, rm } from 'node:fs/promises'
import { createWriteStream } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { expect, it } from 'vitest'
import { diskFiles } from '../../files/disk-files.js'
import { boundWorkbook, noSheet, packed } from '../export/packed-sheet.js'
import { rowsXml, workbook } from '../export/write-xlsx.js'
import { sheetEnd, sheetStart } from '../export/xlsx-frame.js'
import { stageFile } from './stage-file.js'

const ROWS = Number(process.env['BERBERIS_IMPORT_ROWS'] || 20_000)
/** Bytes of the heap; the files below have several times as many. */
const MOST = 96 * 1024 * 1024

const cells = (n: number) => Array.from({ length: 10 }, (_none, at) => `Komórka ${at} wiersza ${n}, ${'x'.repeat(20)}`)

/** The most the heap grew while something was done. */
async function growthOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.memoryUsage().heapUsed
  let most = 0
  const timer = setInterval(() => (most = Math.max(most, process.memoryUsage().heapUsed - before)), 20)
  await work().finally(() => clearInterval(timer))
  return most
}

it(`a CSV file and workbooks of ${ROWS} rows, in one go and piece by piece, are written and read without being held`, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'large '))
  const files = diskFiles(join(folder, 'kept'))
  const [csv, xlsx] = [join(folder, 'csv'), join(folder, 'xlsx')]
  const lines = function* () {
    for (let n = 0; n < ROWS; n += 1) yield `${cells(n).join(';')}\n`
  }
  const xmlOf = (n: number) =>
    rowsXml(Array.from({ length: 500 }, (_none, at) => cells(n + at).map((text) => ({ kind: 'text', text }))))
  const sheet = async function* () {
    for (let n = 0; n < ROWS; n += 500) yield xmlOf(n)
  }
  const inPieces = async () => {
    const pieces: string[] = []
    let so = noSheet
    for (let n = 0; n < ROWS; n += 500) {
      const last = n + 500 >= ROWS
      const piece = await packed(so, (n === 0 ? sheetStart(10) : '') + xmlOf(n) + (last ? sheetEnd : ''), { last })
      so = piece.sheet
      pieces.push((await files.put(Readable.from([piece.bytes]), limits)).sha256)
    }
    return (await files.put(boundWorkbook(files, pieces, { ...given, sheet: so }), limits)).sha256
  }
  await pipeline(Readable.from(lines()), createWriteStream(csv))
  let bound = ''
  const limits = { maxBytes: 2 ** 32 }
  const given = { name: 'Lista', columns: 10, at: '2026-11-05T08:00:00.000Z' }
  const written = await growthOf(() => pipeline(workbook(sheet(), given), createWriteStream(xlsx)))
  const grown = [
    written,
    await growthOf(async () => (bound = await inPieces())),
    await growthOf(async () => expect((await stageFile(files, files.place(bound))).rows).toBe(ROWS - 1)),
    await growthOf(async () => expect((await stageFile(files, csv)).rows).toBe(ROWS - 1)),
    await growthOf(async () => expect((await stageFile(files, xlsx)).rows).toBe(ROWS - 1)),
  ]
  for (const bytes of grown) expect(bytes).toBeLessThan(MOST)
  await rm(folder, { recursive: true, force: true })
}, 300_000)

import type { Archive } from './open-zip.js'
import { readXml, type XmlEvents } from './read-xml.js'
import { unreadable } from './sheet.js'

/** What one must know of a workbook to read its first sheet. */
export interface Workbook {
  /** Name of the sheet's part. */
  readonly sheet: string
  /** By the look of a cell: whether its number is a day or a time. */
  readonly days: readonly boolean[]
  /** Days are counted from 1904, as old ones of another maker do. */
  readonly from1904: boolean
}

/** Throws `core.import-unreadable` for an archive that is no workbook. */
export async function workbookOf(archive: Archive): Promise<Workbook> {
  let first: string | undefined
  let from1904 = false
  await readPart(archive, 'xl/workbook.xml', {
    open(name, attribute) {
      if (name === 'sheet') first ??= attribute('r:id') ?? ''
      if (name === 'workbookPr') from1904 = ['1', 'true'].includes(attribute('date1904') ?? '')
    },
  })
  if (first === undefined) throw unreadable('file')

  let sheet = 'xl/worksheets/sheet1.xml'
  await readPart(archive, 'xl/_rels/workbook.xml.rels', {
    open(name, attribute) {
      if (name === 'Relationship' && attribute('Id') === first) sheet = placeOf(attribute('Target') ?? '')
    },
  })
  return { sheet, from1904, days: archive.has(STYLES) ? await daysOf(archive) : [] }
}

const STYLES = 'xl/styles.xml'
/** Looks a cell may have; a workbook has some thousands at most. */
const MOST_LOOKS = 100_000

function placeOf(target: string): string {
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`
}

async function daysOf(archive: Archive): Promise<readonly boolean[]> {
  const own = new Map<number, boolean>()
  const days: boolean[] = []
  let within = false
  await readPart(archive, STYLES, {
    open(name, attribute) {
      if (name === 'numFmt') own.set(Number(attribute('numFmtId')), isDayFormat(attribute('formatCode') ?? ''))
      if (name === 'cellXfs') within = true
      if (name !== 'xf' || !within) return
      if (days.length === MOST_LOOKS) throw unreadable('large')
      const format = Number(attribute('numFmtId') ?? 0)
      days.push(own.get(format) ?? isBuiltInDay(format))
    },
    close(name) {
      if (name === 'cellXfs') within = false
    },
  })
  return days
}

/** ECMA-376, 18.8.30: formats of days and times that every workbook has. */
function isBuiltInDay(format: number): boolean {
  return (format >= 14 && format <= 22) || (format >= 27 && format <= 36) || (format >= 45 && format <= 58)
}

/** A pattern with a letter of days or times outside quoted texts, colours and conditions. */
function isDayFormat(pattern: string): boolean {
  return /[ymdhs]/i.test(pattern.replace(/"[^"]*"|\\.|\[[^\]]*\]|_./g, '').replace(/general|standard/gi, ''))
}

async function readPart(archive: Archive, name: string, events: XmlEvents): Promise<void> {
  for await (const _piece of readXml(await archive.part(name), events, () => [])) continue
}

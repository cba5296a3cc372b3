import { Refusal } from '../../plugin/refusal.js'
import { openZip, type Archive } from './open-zip.js'
import { readXml } from './read-xml.js'
import { unreadable, type SheetRow } from './sheet.js'
import { sheetRows } from './sheet-rows.js'
import { textShelf, type TextShelf } from './text-shelf.js'
import { workbookOf } from './workbook.js'

/**
 * The rows of the first sheet of a workbook, as a stream: the values that its formulas had when it was saved, days and
 * times as ISO 8601 has them, numbers with a point. No formula is run and no entity is expanded. Throws
 * `core.import-unreadable`, `core.import-too-large`.
 */
export async function* readXlsx(path: string): AsyncGenerator<SheetRow> {
  const archive = await openZip(path)
  const texts = textShelf()
  try {
    const workbook = await workbookOf(archive)
    await readTexts(archive, texts)
    yield* sheetRows(await archive.part(workbook.sheet), { ...workbook, texts })
  } catch (error) {
    // A part that is damaged or longer than it says.
    throw error instanceof Refusal ? error : unreadable('file')
  } finally {
    texts.close()
    archive.close()
  }
}

const TEXTS = 'xl/sharedStrings.xml'

/** Runs of one text are joined; how it is to be pronounced is no part of it. */
async function readTexts(archive: Archive, texts: TextShelf): Promise<void> {
  if (!archive.has(TEXTS)) return
  let text = ''
  let within = false
  let spoken = false
  const reading = readXml(
    await archive.part(TEXTS),
    {
      open(name) {
        if (name === 'si') text = ''
        if (name === 'rPh') spoken = true
        if (name === 't') within = !spoken
      },
      text(piece) {
        if (within) text += piece
      },
      close(name) {
        if (name === 't') within = false
        if (name === 'rPh') spoken = false
        if (name === 'si') texts.add(text)
      },
    },
    () => [],
  )
  for await (const _piece of reading) continue
}

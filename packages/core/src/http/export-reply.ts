import { Readable } from 'node:stream'
import type { Ctx } from '../ctx.js'
import { fileName } from '../files/file-name.js'
import { readQuery, type RawQuery } from '../lists/read-query.js'
import type { List } from '../plugin/lists.js'
import { Refusal } from '../plugin/refusal.js'
import { readExport } from '../transfer/export/read-export.js'
import { writeCsv } from '../transfer/export/write-csv.js'
import { writeXlsx } from '../transfer/export/write-xlsx.js'
import { answer, type Answer } from './answer.js'
import { disposition } from './disposition.js'
import type { Door } from './door.js'

const FORMATS = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

type Format = keyof typeof FORMATS

interface Asked {
  readonly door: Door
  readonly query: RawQuery
  readonly fixed: RawQuery
  /** The list's, in the operator's language. */
  readonly name: string
}

/**
 * The rows of a list's address as a file (`format=csv` or `xlsx`), streamed page by page: all of them, whatever page one
 * looks at, in the operator's language. A filter nobody knows is refused at both doors: a file shows no notice.
 */
export async function exportReply(ctx: Ctx, list: List, { door, query, fixed, name }: Asked): Promise<Answer> {
  const { format, after: _after, before: _before, limit: _limit, count: _count, ...rest } = query
  if (!isFormat(format)) throw malformed(['format'])
  const asked = await readQuery(ctx, list, rest, door, fixed)
  const wrong = [...asked.setAside, ...asked.faults.map(({ path }) => path)]
  if (wrong.length > 0) throw malformed(wrong)

  const exported = await readExport(ctx, asked)
  const file =
    format === 'csv' ? Readable.from(writeCsv(exported, ctx.locale)) : writeXlsx(exported, { name, at: ctx.now() })
  return answer(200, file, {
    'content-type': FORMATS[format],
    'content-disposition': disposition('attachment', fileName(`${name} ${ctx.today()}.${format}`)),
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store, private',
  })
}

const isFormat = (format: unknown): format is Format => typeof format === 'string' && Object.hasOwn(FORMATS, format)

const malformed = (paths: readonly string[]): Refusal =>
  new Refusal('core.malformed', { status: 400, fields: paths.map((path) => ({ path, code: 'core.unknown-filter' })) })

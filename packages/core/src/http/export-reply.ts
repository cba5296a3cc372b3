import { Readable } from 'node:stream'
import type { Ctx } from '../ctx.js'
import type { FastifyReply } from 'fastify'
import { fileName } from '../files/file-name.js'
import type { Kernel } from '../host/kernel.js'
import { countEach } from '../lists/count-rows.js'
import { readQuery, type ListQuery, type RawQuery } from '../lists/read-query.js'
import type { List } from '../plugin/lists.js'
import { Refusal } from '../plugin/refusal.js'
import { startExport } from '../transfer/export/start-export.js'
import { readExport } from '../transfer/export/read-export.js'
import { writeCsv } from '../transfer/export/write-csv.js'
import { WORKBOOK, writeXlsx } from '../transfer/export/write-xlsx.js'
import { answer, type Answer } from './answer.js'
import { disposition } from './disposition.js'
import type { Door } from './door.js'
import { inTransaction } from './transaction.js'

const FORMATS = { csv: 'text/csv; charset=utf-8', xlsx: WORKBOOK } as const

/** Rows of a workbook that a request may wait for (spec-core §7). */
const AT_ONCE = 20_000

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
 * looks at, in the operator's language. A filter nobody knows is refused at both doors: a file shows no notice. A workbook of
 * more than 20 000 rows becomes a job; whether there are more is asked of no more rows than these.
 */
export async function exportReply(
  kernel: Kernel,
  reply: FastifyReply,
  list: List,
  { door, query, fixed, name }: Asked,
): Promise<Answer> {
  const { request } = reply
  const { ctx } = request
  const { format, after: _after, before: _before, limit: _limit, count: _count, ...rest } = query
  if (!isFormat(format)) throw malformed(['format'])
  const asked = await readQuery(ctx, list, rest, door, fixed)
  const wrong = [...asked.setAside, ...asked.faults.map(({ path }) => path)]
  if (wrong.length > 0) throw malformed(wrong)

  const file = fileName(`${name} ${ctx.today()}.${format}`)
  if (
    format === 'xlsx' &&
    request.method === 'GET' &&
    (await isLonger(ctx, asked, kernel.config.xlsxAtOnce ?? AT_ONCE))
  )
    return (await inTransaction(kernel, request, reply, async () =>
      reply.job(
        await startExport(request.ctx, asked, { name, file, permission: request.routeOptions.config.exported }),
      ),
    )) as Answer

  const exported = await readExport(ctx, asked)
  const bytes =
    format === 'csv' ? Readable.from(writeCsv(exported, ctx.locale)) : writeXlsx(exported, { name, at: ctx.now() })
  return answer(200, bytes, {
    'content-type': FORMATS[format],
    'content-disposition': disposition('attachment', file),
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store, private',
  })
}

async function isLonger(ctx: Ctx, asked: ListQuery, most: number): Promise<boolean> {
  const [count] = await countEach(ctx, [asked], most)
  return count?.exact === false
}

const isFormat = (format: unknown): format is Format => typeof format === 'string' && Object.hasOwn(FORMATS, format)

const malformed = (paths: readonly string[]): Refusal =>
  new Refusal('core.malformed', { status: 400, fields: paths.map((path) => ({ path, code: 'core.unknown-filter' })) })

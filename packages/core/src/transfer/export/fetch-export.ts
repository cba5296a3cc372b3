import type { FastifyReply } from 'fastify'
import type { Ctx } from '../../ctx.js'
import { policyOf } from '../../entity/policy.js'
import { disposition } from '../../http/disposition.js'
import { listOf } from '../../lists/views/write-views.js'
import { notFound, Refusal } from '../../plugin/refusal.js'
import { exportRow, overBefore, RECORDS, type ExportRow } from './export-row.js'
import { frozenOf, mustRead } from './frozen-query.js'
import { WORKBOOK } from './write-xlsx.js'

/**
 * Sends one's own file. 404 for another's, for one that is not whole and after a day; 403 when the list may not be read any
 * more, or `core.export-not-seen` when one of the records in it may not.
 */
export async function fetchExport(ctx: Ctx, id: number, reply: FastifyReply): Promise<FastifyReply> {
  const row = await exportRow(ctx, id)
  if (row.sha256 === null || row.ended_at === null || row.ended_at <= overBefore(ctx.now())) throw notFound()
  mustRead(ctx, frozenOf(row).permission)
  await mustSeeAll(ctx, row)
  return reply
    .header('content-type', WORKBOOK)
    .header('content-disposition', disposition('attachment', row.file_name))
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', 'no-store, private')
    .send(ctx.files.stream(row.sha256))
}

/** Records that were removed since are nobody's secret; those that are there are judged by the policy of `seen`. */
async function mustSeeAll(ctx: Ctx, { id, list }: ExportRow): Promise<void> {
  const { of } = listOf(ctx, list)
  const policy = policyOf(ctx, of, 'read')
  if (policy === null) return
  const table = of.model.tableName
  const hidden: unknown = await ctx
    .db(RECORDS)
    .join(table, `${table}.id`, `${RECORDS}.record`)
    .where(`${RECORDS}.export_id`, id)
    .whereRaw(`not coalesce((${policy.sql}), 0)`, [...policy.bindings])
    .first(`${RECORDS}.record`)
  if (hidden !== undefined) throw new Refusal('core.export-not-seen', { status: 403 })
}

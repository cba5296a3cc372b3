import { fileAnswer } from '../../http/answers.js'
import { withId } from '../../http/params.js'
import { may } from '../../permissions.js'
import type { Routes } from '../../plugin/routes.js'
import { fetchExport } from './fetch-export.js'
import { WORKBOOK } from './write-xlsx.js'

/** Lists that were written to a file beside other requests, for a day. */
export const exports: Routes = (app) => {
  app.get(
    '/:id/file',
    {
      schema: { params: withId, response: { 200: fileAnswer(WORKBOOK) } },
      config: { permission: may.exportLists },
    },
    async ({ ctx, params }, reply) => fetchExport(ctx, params.id, reply),
  )
}

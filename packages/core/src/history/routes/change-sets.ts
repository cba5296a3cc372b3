import type { Ctx } from '../../ctx.js'
import { withId } from '../../http/params.js'
import { jobView } from '../../jobs/read-run.js'
import type { Routes } from '../../plugin/routes.js'
import { changeSetPage, changeSetsPage } from '../change-set-pages.js'
import { findChangeSet } from '../find-change-set.js'
import { listChangeSets } from '../list-change-sets.js'
import { recordAddress } from '../record-address.js'
import { startReversal } from '../reversal-job.js'
import type { LeftOut, Reversed } from '../reverse-change-set.js'
import { changeSetsAnswer, changeSetWhole, pageAsked, reversedAnswer } from './answers.js'

const everybody = { permission: 'signed-in' } as const

/** What was done as one, and its undoing. */
export const changeSets: Routes = (app) => {
  app.get(
    '/',
    { schema: { querystring: pageAsked, response: { 200: changeSetsAnswer } }, config: everybody },
    async ({ ctx, query }, reply) => {
      const sets = await listChangeSets(ctx, query)
      return reply.page('core/change-sets', sets, {
        title: ctx.t('core.change-sets'),
        extras: () => changeSetsPage(ctx, sets, '/change-sets'),
      })
    },
  )
  app.get(
    '/:id',
    { schema: { params: withId, response: { 200: changeSetWhole } }, config: everybody },
    async ({ ctx, params }, reply) => {
      const set = await findChangeSet(ctx, params.id)
      const { items } = await listChangeSets(ctx, { before: set.id + 1, limit: 1 })
      const shown = { ...set, operator: null, behalf: null, open: false, ...items.find(({ id }) => id === set.id) }
      const left = ((set.leftOut === null ? [] : JSON.parse(set.leftOut)) as LeftOut[]).map(withoutParams)
      return reply.page(
        'core/change-set',
        { ...shown, left },
        {
          title: ctx.t(`core.undo.did.${set.kind}`, { label: set.label }),
          crumbs: [{ label: ctx.t('core.change-sets'), href: '/change-sets' }],
          extras: () => changeSetPage(ctx, shown),
        },
      )
    },
  )
  app.post(
    '/:id/reversal',
    { schema: { params: withId, response: { 201: reversedAnswer, 202: jobView } }, config: everybody },
    async ({ ctx, params }, reply) => {
      const made = await startReversal(ctx, params.id)
      if ('jobId' in made) return reply.job(made.jobId)
      const data = { ...made, left: made.left.map(withoutParams) }
      return reply.created({ id: made.changeSetId, ...data }, await placeAfter(ctx, params.id, made), made)
    },
  )
}

/** Removed records that can be brought back; each is a change set of its own kind. */
export const bin: Routes = (app) => {
  app.get(
    '/',
    { schema: { querystring: pageAsked, response: { 200: changeSetsAnswer } }, config: everybody },
    async ({ ctx, query }, reply) => {
      const sets = await listChangeSets(ctx, { ...query, bin: true })
      return reply.page('core/change-sets', sets, {
        title: ctx.t('core.bin'),
        extras: () => changeSetsPage(ctx, sets, '/bin'),
      })
    },
  )
}

const withoutParams = ({ params: _, ...one }: LeftOut) => one

/** A record that came back whole is shown; of everything else, what became of it. */
async function placeAfter(ctx: Ctx, id: number, { changeSetId, left }: Reversed): Promise<string> {
  const { kind, entity, record } = await findChangeSet(ctx, id)
  const described = kind === 'removal' && left.length === 0 && entity !== null ? ctx.registry.entity(entity) : undefined
  const at = described && record !== null ? await recordAddress(ctx, described, record) : null
  return at ?? `/change-sets/${changeSetId}`
}

import { Type } from '@sinclair/typebox'
import { recordId } from '../http/params.js'
import { may } from '../permissions.js'
import { Refusal } from '../plugin/refusal.js'
import type { Routes } from '../plugin/routes.js'
import { arrive } from './arrive.js'
import { offlineKinds } from './kinds.js'
import { offlineTexts } from './offline-texts.js'
import { whoOf } from './who-of.js'

const words = (maxLength: number) => Type.String({ minLength: 1, maxLength })
const noted = Type.Object({
  key: Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$', maxLength: 36 }),
  /** As whom it was noted; refused when somebody else is signed in by now. */
  who: Type.String({ pattern: '^\\d{1,10}(-\\d{1,10})?$', maxLength: 21 }),
  kind: words(40),
  contractor: words(200),
  contractorId: Type.Optional(recordId),
  subject: words(200),
  day: Type.String({ maxLength: 10, pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
  from: Type.String({ maxLength: 5, pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' }),
  note: Type.Optional(Type.Union([Type.String({ maxLength: 4000 }), Type.Null()])),
})
const kind = Type.Object({ key: Type.String(), label: Type.String(), note: Type.Boolean() })
const key = Type.Object({
  who: Type.String(),
  name: Type.String(),
  key: Type.String(),
  kinds: Type.Array(kind),
  /** The language of `kinds` and `texts`. */
  locale: Type.String(),
  /** What any page says of what was sent from it. */
  texts: Type.Record(Type.String(), Type.String()),
})
const config = { permission: may.editEvents, door: 'page' } as const

/** What people note without a connection: the page where it is seen, the key it is kept under, and its arrival. */
export const offlineRoutes: Routes = (app) => {
  app.get('/notes', { schema: {}, config }, ({ ctx }, reply) =>
    reply.page('core/offline-notes-page', { texts: offlineTexts(ctx.t) }, { title: ctx.t('core.offline.title') }),
  )

  /**
   * With what the device encrypts its notes: of one person, the same each time, and in no database. The device holds it in
   * a form that no script reads, until its owner signs out.
   */
  app.get('/key', { schema: { response: { 200: key } }, config }, async ({ ctx }, reply) => {
    const { operator } = ctx
    if (operator === null) throw new Refusal('core.not-signed-in', { status: 401 })
    const who = whoOf(operator)
    void reply.header('cache-control', 'no-store')
    return {
      who,
      name: operator.sitting?.name ?? operator.name,
      key: ctx.vault.sign('core.offline-notes', who),
      kinds: [...(await offlineKinds(ctx))],
      locale: ctx.locale,
      texts: {
        sent: ctx.t('core.offline.notes-sent', { number: '{count}' }),
        refused: ctx.t('core.offline.notes-refused'),
        signedOut: ctx.t('core.offline.notes-signed-out'),
        show: ctx.t('core.offline.show'),
      },
    }
  })

  app.post('/entries', { schema: { body: noted }, config }, async ({ ctx, body: { who, ...entry } }, reply) => {
    if (ctx.operator === null || whoOf(ctx.operator) !== who)
      throw new Refusal('core.offline.other-operator', { status: 409 })
    const id = await arrive(ctx, entry)
    return reply.created({ id }, `/events/${id}`)
  })
}

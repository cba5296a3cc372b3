import { event } from '../cases/event.js'
import type { Ctx } from '../ctx.js'
import type { PresentedRef } from '../entity/labels.js'
import { present, type Presented } from '../entity/present.js'
import { seen } from '../entity/seen.js'
import { action, recordView } from '../ui/record-view.js'
import { arrivals } from './visitors/refuse-crowd.js'
import { ASKED } from './options.js'
import { originsIn } from './origins.js'
import { webForm, type WebForm } from './web-form.js'

/** Inquiries shown, the newest first. */
const SHOWN = 20
/** Pixels of the page around its fields, and of a field; the message and the consent are taller. */
const FRAME = { around: 460, field: 68, message: 90 } as const

/** The page of a web form: where it stands, how it is put on a page, and what came by it. */
export async function webFormPage(ctx: Ctx, record: Presented, row: WebForm) {
  const base = `/web-forms/${row.id}`
  const view = await recordView(ctx, webForm, record, row)
  const archived = row.archivedAt !== null
  const address = `${ctx.world.publicAddress.replace(/\/$/, '')}/forms/${row.key}`
  const archive = archived
    ? action(ctx.t('core.web-form.restore'), `${base}/archival/removal`, { icon: 'player-play', post: true })
    : action(ctx.t('core.web-form.archive'), `${base}/archival`, {
        icon: 'archive',
        post: true,
        ask: ctx.t('core.web-form.archive-ask', { name: row.name }),
      })
  const remove = action(ctx.t('core.web-form.remove'), `${base}/removal`, {
    icon: 'trash',
    look: 'danger',
    post: true,
    hidden: [{ name: 'version', value: String(row.version) }],
    ask: ctx.t('core.web-form.remove-ask', { name: row.name }),
  })

  return {
    view: 'core/web-form',
    extras: {
      ...view,
      sub: archived ? ctx.t('core.web-form.is-archived') : null,
      actions: view.actions,
      more: [archive, remove],
      address: archived ? null : address,
      tryHref: `/forms/${row.key}`,
      embed: originsIn(row.origins).length > 0 ? embedOf(row, address) : null,
      program: `${ctx.world.publicAddress.replace(/\/$/, '')}/api/forms/${row.key}`,
      came: await cameBy(ctx, row.id),
    },
  }
}

/** The piece of HTML that goes into the firm's own page. */
function embedOf(row: WebForm, address: string): string {
  const asked = Object.values(ASKED).filter((name) => row[name] !== 'off').length
  const height = FRAME.around + asked * FRAME.field + (row.asksMessage === 'off' ? 0 : FRAME.message)
  const title = row.title.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
  return `<iframe src="${address}" title="${title}" width="100%" height="${height}" style="border:0" loading="lazy"></iframe>`
}

/** The last inquiries; of each the event when the reader may see it. Without one it was a program. */
async function cameBy(ctx: Ctx, id: number) {
  const rows: { id: number; at: string; event_id: number | null }[] = await arrivals(ctx)
    .where({ web_form_id: id })
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(SHOWN)
    .select('id', 'at', 'event_id')
  const ids = rows.flatMap(({ event_id }) => event_id ?? [])
  const events = ids.length === 0 ? [] : await seen(ctx, event).whereIn('core_event.id', ids)
  const known = new Map((await present(ctx, event, events)).map((one) => [Number(one['id']), one]))
  return rows.map((row) => {
    const found = row.event_id === null ? undefined : known.get(row.event_id)
    const contractor = (found?.['contractor'] ?? null) as PresentedRef
    return {
      id: row.id,
      at: row.at,
      trapped: row.event_id === null,
      href: found ? `/events/${row.event_id}` : null,
      subject: found ? String(found['subject']) : ctx.t('core.web-form.event-unseen'),
      contractorHref: contractor === null || contractor.id === null ? null : `/contractors/${contractor.id}`,
      contractor: contractor === null || contractor.id === null ? '' : contractor.label,
    }
  })
}

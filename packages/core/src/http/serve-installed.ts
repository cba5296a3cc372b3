import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Ctx, Locale } from '../ctx.js'
import { createCtx } from '../host/create-ctx.js'
import type { Kernel } from '../host/kernel.js'
import { offlineTexts } from '../offline/offline-texts.js'
import { coreSettings } from '../settings/core-settings.js'
import { appManifest } from '../ui/app-manifest.js'
import { renderPage } from '../ui/render-page.js'
import { serviceWorker } from '../ui/service-worker.js'
import type { Shell } from '../ui/shell.js'
import { envOf } from './env.js'
import type { Face } from './face.js'

/** What the page without a connection needs to be drawn and to work. */
const KEPT = [
  ...['ui.css', 'ui.js', 'htmx.min.js', 'icons.svg', 'logo.svg', 'chevron.svg'],
  ...['fonts/inter-latin.woff2', 'fonts/inter-latin-ext.woff2'],
  ...['islands/bb-core-device.js', 'islands/bb-core-offline.js', 'offline/store.js', 'offline/send.js'],
]
/** A browser asks for its worker at every page; ten minutes is how long one may be behind. */
const WORKER_KEPT = 'public, max-age=600'
const MANIFEST_KEPT = 'public, max-age=3600'

type Looks = Pick<Shell, 'locale' | 'theme' | 'density'>

/**
 * What makes the pages an app that can be installed: `/manifest.webmanifest`, `/service-worker.js` and `/offline`, the page
 * shown without a connection. All three are the same for everybody who has chosen the same looks, and hold nothing but
 * the name of the firm, which the sign-in page shows as well: whoever reads a device's cache finds no more.
 */
export function serveInstalled(app: FastifyInstance, kernel: Kernel, face: Face): void {
  const config = { permission: 'anyone' } as const
  const asset = face.assets.url

  app.get('/manifest.webmanifest', { config }, async (request, reply) => {
    const { ctx, looks } = given(kernel, request)
    const manifest = appManifest({ firm: await firmOf(ctx), locale: looks.locale, t: ctx.t, asset })
    return reply.type('application/manifest+json; charset=utf-8').header('cache-control', MANIFEST_KEPT).send(manifest)
  })

  app.get('/service-worker.js', { config }, async (request, reply) => {
    const { ctx, looks } = given(kernel, request)
    const script = serviceWorker({
      source: face.assets.worker,
      page: `/offline?lang=${looks.locale}&theme=${looks.theme}&density=${looks.density}`,
      html: await offlinePage(kernel, face, ctx, looks),
      assets: KEPT.map((path) => asset(`core/${path}`)),
    })
    return reply.type('text/javascript; charset=utf-8').header('cache-control', WORKER_KEPT).send(script)
  })

  app.get('/offline', { config }, async (request, reply) => {
    const { ctx, looks } = given(kernel, request)
    const html = await offlinePage(kernel, face, ctx, looks)
    return reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(html)
  })
}

/** Looks come with the address, never with who asks: what is kept must not depend on a cookie. */
function given(kernel: Kernel, request: FastifyRequest): { readonly ctx: Ctx; readonly looks: Looks } {
  const { lang, theme, density } = request.query as Readonly<Record<string, unknown>>
  const locale: Locale = oneOf(lang, ['pl', 'en']) ?? kernel.config.locale ?? 'pl'
  const looks = {
    locale,
    theme: oneOf(theme, ['auto', 'light', 'dark']) ?? 'auto',
    density: oneOf(density, ['normal', 'dense', 'roomy']) ?? 'normal',
  }
  return {
    ctx: createCtx(kernel, { db: kernel.db, origin: 'page', requestId: request.id, log: request.log, locale }),
    looks,
  }
}

function oneOf<T extends string>(value: unknown, allowed: readonly T[]): T | undefined {
  return allowed.find((one) => one === value)
}

async function firmOf(ctx: Ctx): Promise<string> {
  return (await ctx.settings('core', coreSettings)).firmName || 'Berberis'
}

async function offlinePage(kernel: Kernel, face: Face, ctx: Ctx, looks: Looks): Promise<string> {
  const firm = await firmOf(ctx)
  const shell: Shell = {
    ...looks,
    title: ctx.t('core.offline.cut'),
    firm,
    path: '/offline',
    crumbs: [],
    menu: [],
    create: [],
    operator: null,
    unread: 0,
    // No instant: the page is the same whenever it is drawn, and a worker is new only when something is.
    at: '',
    sessionEndsAt: null,
    standIn: null,
    practice: kernel.config.practice ?? false,
    mailLeaves: false,
    help: null,
    importMap: face.assets.importMap,
  }
  const env = envOf(kernel, face, ctx, { known: new Map(), wanted: new Map() })
  return renderPage(face.engine, shell, 'core/offline-page', { firm, texts: offlineTexts(ctx.t) }, env)
}

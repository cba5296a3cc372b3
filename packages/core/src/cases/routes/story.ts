import { Type, type Static } from '@sinclair/typebox'
import type { Ctx } from '../../ctx.js'
import { seenOne } from '../../entity/seen.js'
import { fileName } from '../../files/file-name.js'
import { fileAnswer } from '../../http/answers.js'
import { disposition } from '../../http/disposition.js'
import { withId } from '../../http/params.js'
import { may } from '../../permissions.js'
import type { App } from '../../plugin/routes.js'
import { caseEntity } from '../case.js'
import { readStory } from '../story/read-story.js'
import { eventFacts, fileText, headFacts, turnText, whenOf } from '../story/story-print.js'
import { storyPdf } from '../story/story-pdf.js'
import { storyZip } from '../story/story-zip.js'
import { storyAnswer, type Story } from '../story/story.js'
import { formatDay } from '../../time/format-day.js'

const asked = Type.Object({ on: Type.Optional(Type.String({ maxLength: 10 })) })
const answers = (mediaType?: string): object => ({ 200: fileAnswer(mediaType) })

/** The story of a case: a page to print, a record, a PDF, and an archive with every file. */
export function caseStories(app: App): void {
  const read = { permission: may.readCases }
  const about = { params: withId, querystring: asked }

  app.get(
    '/:id/story',
    { schema: { ...about, response: { 200: storyAnswer } }, config: read },
    async ({ ctx, params, query }, reply) => {
      const story = await storyOf(ctx, params.id, query)
      return reply.page('core/case-story', story, {
        title: `${story.name}: ${ctx.t('core.story.title')}`,
        crumbs: [
          { label: ctx.t('core.cases'), href: '/cases' },
          { label: story.name, href: `/cases/${story.id}` },
          { label: ctx.t('core.story.title') },
        ],
        extras: () => pageOf(ctx, story),
      })
    },
  )
  app.get(
    '/:id/story/pdf',
    { schema: { ...about, response: answers('application/pdf') }, config: read },
    async ({ ctx, params, query }, reply) => {
      const story = await storyOf(ctx, params.id, query)
      const pdf = await storyPdf(ctx, story)
      return reply.headers(headersOf(ctx, story, 'pdf')).send(Buffer.from(pdf))
    },
  )
  app.get(
    '/:id/story/zip',
    { schema: { ...about, response: answers('application/zip') }, config: read },
    async ({ ctx, params, query }, reply) => {
      const story = await storyOf(ctx, params.id, query)
      const zip = await storyZip(ctx, story, await storyPdf(ctx, story))
      return reply.headers(headersOf(ctx, story, 'zip')).send(zip)
    },
  )
}

async function storyOf(ctx: Ctx, id: number, { on }: Static<typeof asked>): Promise<Story> {
  return readStory(ctx, await seenOne(ctx, caseEntity, id), on)
}

function headersOf(ctx: Ctx, { number, day }: Story, format: 'pdf' | 'zip') {
  const name = fileName(`${ctx.t('core.story.archive', { number: number.replaceAll('/', '-') })} ${day}.${format}`)
  return {
    'content-type': `application/${format}`,
    'content-disposition': disposition('attachment', name),
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
  }
}

function pageOf(ctx: Ctx, story: Story): object {
  return {
    base: `/cases/${story.id}`,
    today: ctx.today(),
    asOf: ctx.t('core.story.as-of', { day: formatDay(story.day, ctx.locale) }),
    head: headFacts(ctx, story),
    told: story.events.map((told) => ({
      ...told,
      when: whenOf(ctx, told),
      facts: eventFacts(ctx, told),
      turnTexts: told.turns.map((turn) => turnText(ctx, turn)),
      filed: told.files.map((file) => ({ ...file, about: fileText(ctx, file) })),
    })),
  }
}

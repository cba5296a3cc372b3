import type { Ctx } from '../../ctx.js'
import { BadTemplate } from '../../pdf/bad-template.js'
import { loadTemplate } from '../../pdf/load-template.js'
import { packageFolder } from '../../pdf/package-folder.js'
import { renderPdf } from '../../pdf/render-pdf.js'
import { Refusal } from '../../plugin/refusal.js'
import type { Story } from './story.js'
import { storyPrint } from './story-print.js'

/** A long story takes longer than an invoice. */
const LIMIT_MS = 25_000

/**
 * The story as PDF, by `case-story.typ` of the firm or ours; the same story gives the same bytes. `core.bad-template` when
 * the template in force cannot be rendered.
 */
export async function storyPdf(ctx: Ctx, story: Story): Promise<Uint8Array> {
  try {
    const template = await loadTemplate('case-story', [ctx.templateFolder, packageFolder('templates')])
    const data = storyPrint(ctx, story)
    return await renderPdf({ template, data, language: ctx.locale, day: story.day, limitMs: LIMIT_MS })
  } catch (error) {
    if (!(error instanceof BadTemplate)) throw error
    ctx.log.error({ case: story.id, template: error.message }, 'the story of a case cannot be rendered')
    throw new Refusal('core.bad-template')
  }
}

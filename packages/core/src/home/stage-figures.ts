import { contractor } from '../contractors/contractor.js'
import { stages } from '../contractors/options.js'
import type { Ctx } from '../ctx.js'
import { seen } from '../entity/seen.js'
import { countOf, together } from '../entity/together.js'
import { figureOf } from './figure.js'

/** As far as lists count. */
const MOST_IN_STAGE = 10_000

/** The stages without figures, for the place where those are to come. */
export function stageNames(ctx: Ctx) {
  return stages.map(({ key, label, hue }) => ({
    label: ctx.t(label),
    hue: hue ?? 'slate',
    href: `/contractors?stage=${key}`,
    count: 0,
    text: '',
  }))
}

/** How many active contractors the reader sees in each stage, exact to 10 000, and how many there are in the fullest. */
export async function stageFigures(ctx: Ctx) {
  const asked = stages.map(({ key }) => [key, countOf([inStage(ctx, key)], MOST_IN_STAGE)] as const)
  const answers = await together(ctx, Object.fromEntries(asked))
  const figures = stageNames(ctx).map((name, at) => {
    const { n, text } = figureOf(ctx, answers[stages[at]?.key ?? ''] ?? [], MOST_IN_STAGE)
    return { ...name, count: n, text }
  })
  return { stages: figures, mostInStage: Math.max(1, ...figures.map(({ count }) => count)) }
}

function inStage(ctx: Ctx, stage: string) {
  return seen(ctx, contractor).whereNull('deactivated_at').where('stage', stage)
}

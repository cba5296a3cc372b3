import type { Ctx } from '../../../ctx.js'

const STEPS = ['file', 'mapping', 'rehearsal', 'run'] as const

export type ImportStep = (typeof STEPS)[number]

/** The steps of the assistant, those behind marked as done. */
export function stepsOf(ctx: Ctx, current: ImportStep) {
  const here = STEPS.indexOf(current)
  return STEPS.map((step, at) => ({
    n: at + 1,
    label: ctx.t(`core.import.step.${step}`),
    done: at < here,
    current: at === here,
  }))
}

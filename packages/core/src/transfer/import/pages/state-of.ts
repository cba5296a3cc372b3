import type { Ctx } from '../../../ctx.js'

const TONES: Readonly<Record<string, string>> = {
  reading: 'info',
  ready: 'muted',
  rehearsing: 'info',
  rehearsed: 'warn',
  running: 'info',
  done: 'ok',
  failed: 'bad',
}

/** The words and the tone of a state. */
export function stateOf(ctx: Ctx, state: string): { readonly stateLabel: string; readonly tone: string } {
  return { stateLabel: ctx.t(`core.import.state.${state}`), tone: TONES[state] ?? 'muted' }
}

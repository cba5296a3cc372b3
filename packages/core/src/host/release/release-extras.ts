import type { Ctx } from '../../ctx.js'
import type { ProofCheck } from './proof.js'
import type { ProofView, ReleaseView } from './release-view.js'

const STATES: Readonly<Record<string, string>> = { brought: 'info', approved: 'ok', taken: 'ok', revoked: 'muted' }
const OUTCOMES: Readonly<Record<string, string>> = { passed: 'ok', failed: 'bad', none: 'warn' }

/** What the page of a plugin says of its release: the proofs in words, each with what may be done with it. */
export function releaseExtras(ctx: Ctx, plugin: string, release: ReleaseView) {
  return {
    blocked: release?.approved === false,
    sum: release?.checksum.slice(0, 16),
    proofs: (release?.proofs ?? []).map((proof) => shown(ctx, plugin, proof)),
  }
}

function shown(ctx: Ctx, plugin: string, proof: ProofView) {
  return {
    ...proof,
    stateText: ctx.t(`core.release.state.${isRefused(proof) ? 'refused' : proof.state}`),
    tone: isRefused(proof) ? 'bad' : STATES[proof.state],
    checks: proof.checks.map((check) => ({
      name: nameOf(ctx, check),
      said: saidOf(ctx, check),
      outcome: ctx.t(`core.release.outcome.${check.outcome}`),
      tone: OUTCOMES[check.outcome],
    })),
    others: proof.others.map(({ id, version, here }) =>
      here === version ? `${id} ${version}` : ctx.t('core.release.other', { plugin: id, version, here: here ?? '—' }),
    ),
    actions: actionsOf(ctx, plugin, proof),
  }
}

/** Brought, and nothing can be done with it. */
const isRefused = ({ state, objections, ahead }: ProofView): boolean =>
  state === 'brought' && objections.length > 0 && !ahead

/** How many, and why not or which. */
const saidOf = (ctx: Ctx, { kind, count, detail }: ProofCheck): string =>
  [count === null ? '' : ctx.t(`core.release.count.${kind}`, { count }), detail].filter(Boolean).join(': ')

/** What was tried, by its name: `Migrations on a copy`, or a health check by its own. */
const nameOf = (ctx: Ctx, { kind, about }: ProofCheck): string =>
  about === '' ? ctx.t(`core.release.check.${kind}`) : `${ctx.t(`core.release.check.${kind}`)} ${about}`

function actionsOf(ctx: Ctx, plugin: string, { id, version, state, objections, ahead }: ProofView) {
  const at = `/plugins/${plugin}/proofs/${id}/approval`
  const act = (name: string, href: string, more: object) => ({
    ...{ label: ctx.t(`core.release.${name}`), href, post: true, hidden: [] },
    ask: ctx.t(`core.release.${name}.ask`, { plugin, version }),
    ...more,
  })
  if (state === 'approved') return [act('revoke', `${at}/removal`, { icon: 'ban' })]
  if (state !== 'brought') return []
  if (objections.length === 0) return [act('approve', at, { icon: 'check', look: 'primary' })]
  return ahead ? [act('approve-ahead', at, { icon: 'check', hidden: [{ name: 'ahead', value: 'true' }] })] : []
}

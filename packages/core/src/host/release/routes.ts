import { Type } from '@sinclair/typebox'
import type { Ctx } from '../../ctx.js'
import { recordId } from '../../http/params.js'
import { may } from '../../permissions.js'
import type { Plugin } from '../../plugin/define-plugin.js'
import { notFound, Refusal } from '../../plugin/refusal.js'
import type { App } from '../../plugin/routes.js'
import { lifeOf } from '../life/life.js'
import { approveProof, bringProof, proofIn, revokeApproval } from './approve.js'
import { LARGEST_PROOF } from './proof.js'
import type { Release } from './release.js'

const id = Type.String({ maxLength: 40, pattern: '^[a-z][a-z0-9-]*$' })
const ofProof = Type.Object({ id, proof: recordId })
const made = Type.Object({ id: Type.Integer() })

/** Proofs of test instances: they come as a file, are approved, and may be revoked until a start has used them. */
export function proofRoutes(app: App): void {
  const config = { permission: may.managePlugins }
  app.post(
    '/:id/proofs',
    {
      schema: { params: Type.Object({ id }), response: { 201: made } },
      config: { ...config, upload: { maxBytes: LARGEST_PROOF } },
    },
    async ({ ctx, params, uploaded: [file] }, reply) => {
      const { plugin, release } = standing(ctx, params.id)
      if (!file) throw new Refusal('core.proof-unreadable')
      const text = Buffer.from(await ctx.files.read(file.sha256)).toString('utf8')
      return reply.created({ id: await bringProof(ctx, proofIn(text, plugin.id, release)) }, `/plugins/${plugin.id}`)
    },
  )
  app.post(
    '/:id/proofs/:proof/approval',
    {
      schema: {
        params: ofProof,
        body: Type.Object({ ahead: Type.Optional(Type.Boolean()) }),
        response: { 200: made },
      },
      config,
    },
    async ({ ctx, params, body }, reply) => {
      const { plugin, release } = standing(ctx, params.id)
      await approveProof(ctx, params.proof, { plugin, release, ahead: body.ahead ?? false })
      return reply.saved({ id: params.proof }, `/plugins/${plugin.id}`)
    },
  )
  app.delete(
    '/:id/proofs/:proof/approval',
    { schema: { params: ofProof, response: { 200: made } }, config },
    async ({ ctx, params }, reply) => {
      const { plugin } = standing(ctx, params.id)
      await revokeApproval(ctx, params.proof, plugin)
      return reply.saved({ id: params.proof }, `/plugins/${plugin.id}`)
    },
  )
}

function standing(ctx: Ctx, id: string): { readonly plugin: Plugin; readonly release: Release } {
  const life = lifeOf(ctx)
  if (!life) throw new Refusal('core.plugins-fixed')
  const plugin = life.listed.find((one) => one.id === id)
  if (!plugin || id === 'core') throw notFound()
  return { plugin, release: life.release }
}

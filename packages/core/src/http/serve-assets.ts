import type { FastifyInstance } from 'fastify'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import type { Asset, Assets } from '../ui/assets.js'

const compress = promisify(brotliCompress)
const TEXT = /^(text\/|application\/json|image\/svg)/

/** Files of plugins under their hashed addresses: kept for ever by browsers, compressed once by us. */
export function serveAssets(app: FastifyInstance, { files, url }: Assets): void {
  const small = new Map<string, Promise<Buffer>>()
  const compressed = (address: string, { bytes }: Asset): Promise<Buffer> => {
    const made = small.get(address) ?? compress(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } })
    small.set(address, made)
    return made
  }

  // What is no page, as a PDF, cannot name its icon, and browsers ask here.
  app.get('/favicon.ico', { config: { permission: 'anyone' } }, (_request, reply) =>
    reply.redirect(url('core/logo.svg')),
  )

  app.get('/a/*', { config: { permission: 'anyone' } }, async (request, reply) => {
    const address = request.url.split('?')[0] ?? ''
    const file = files.get(address)
    if (!file) return reply.callNotFound()

    reply
      .type(file.type)
      .header('cache-control', 'public, max-age=31536000, immutable')
      .header('vary', 'accept-encoding')
    const takes = /\bbr\b/.test(String(request.headers['accept-encoding'] ?? ''))
    if (!takes || !TEXT.test(file.type)) return reply.send(file.bytes)
    return reply.header('content-encoding', 'br').send(await compressed(address, file))
  })
}

import type { FastifyInstance } from 'fastify'
import type { Kernel } from '../host/kernel.js'

export interface Readiness {
  /** True once the host is told to stop: whoever asks should send people elsewhere. */
  stopping: boolean
  /** Until then, by the monotonic clock, a lagging event loop is no load: a host is being put together. */
  lenientUntil: number
}

/** `/health/live`: the process lives. `/health/ready`: the database answers and nobody asked to stop. No details. */
export function serveHealth(app: FastifyInstance, kernel: Kernel, readiness: Readiness): void {
  const config = { permission: 'anyone' } as const

  app.get('/health/live', { config }, async (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ live: true }),
  )
  app.get('/health/ready', { config }, async (request, reply) => {
    const ready = !readiness.stopping && (await answers(kernel, request.log))
    return reply
      .code(ready ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ ready })
  })
}

async function answers({ db }: Kernel, log: Kernel['log']): Promise<boolean> {
  try {
    await db.raw('select 1')
    return true
  } catch (error) {
    log.error({ err: error }, 'the database does not answer')
    return false
  }
}

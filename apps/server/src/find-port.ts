import { createServer } from 'node:net'
import { BadValue } from './bad-value.js'
import type { Place } from './server-config.js'

const TRIED = 20

/**
 * The place itself, or the same host at the next free port when nobody asked for this one; null when there is none.
 * Throws BadValue when this machine cannot listen there at all.
 */
export async function findPort(place: Place): Promise<Place | null> {
  const last = place.chosen ? place.port : place.port + TRIED
  for (let port = place.port; port <= last; port += 1) if (await isFree(place.host, port)) return { ...place, port }

  return null
}

async function isFree(host: string, port: number): Promise<boolean> {
  const server = createServer()
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(false)
      else reject(new BadValue('cannotListen', { from: `${host}:${port}`, value: error.message }))
    })
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(true)))
  })
}

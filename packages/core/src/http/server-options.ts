import type { ServerOptions } from 'node:http'
import type { Duplex } from 'node:stream'

/** Limits of reliability §10 for whoever listens. */
export const serverOptions = {
  headersTimeout: 8_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 5_000,
  maxHeaderSize: 16_384,
} as const satisfies ServerOptions

/** Answers what is no request at all, before any host sees it, and hangs up. */
export function refuseBadRequest(error: Error & { readonly code?: string }, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    socket.end('HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\nConnection: close\r\n\r\n')
    return
  }
  const [status, code] =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? ['431 Request Header Fields Too Large', 'core.too-large']
      : ['400 Bad Request', 'core.malformed']
  const body = JSON.stringify({
    type: `urn:berberis:problem:${code}`,
    title: status.slice(4),
    status: Number.parseInt(status),
    code,
  })
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nContent-Type: application/problem+json\r\nConnection: close\r\n\r\n${body}`,
  )
}

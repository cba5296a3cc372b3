import type { Engine } from '../db/connect.js'
import { exampleHost, type ExampleHost } from '../example-firm/example-host.js'

type Response = Awaited<ReturnType<ExampleHost['host']['app']['inject']>>
type Given = Readonly<Record<string, string>>

export interface Visitor {
  readonly example: ExampleHost
  /** Seconds go by. */
  later(seconds: number): void
  /** A page of his browser, as somebody who is nobody here. */
  get(url: string, headers?: Given): Sending
  /** Opens a form, waits, and sends it with what is given over sound values. */
  send(key: string, given?: Given, more?: { headers?: Given; address?: string; token?: string }): Sending
  /** The same by a script of the firm's own page; `given` is JSON. */
  program(key: string, given: object, headers?: Given): Sending
  token(key: string): Promise<string>
}
type Sending = Promise<Response>

/** What everybody fills in who does not say otherwise. */
export const SOUND = {
  name: 'Ewa Nowa',
  email: 'ewa@nowa.example',
  message: 'Proszę o ofertę.',
  consent: 'on',
} as const

/** The example firm, and somebody outside who has a browser; each of his sendings comes from another address. */
export async function scratchVisitor(engine: Engine): Promise<Visitor> {
  const example = await exampleHost(engine)
  const { app } = example.host
  let nth = 0
  const later = (seconds: number) =>
    example.clock.set(new Date(Date.parse(example.clock.now()) + seconds * 1000).toISOString())
  const token = async (key: string) => (await app.inject({ url: `/api/forms/${key}` })).json<{ token: string }>().token
  const fresh = () => `10.${Math.floor(++nth / 250)}.0.${nth % 250}`

  return {
    example,
    later,
    token,
    get: (url, headers = {}) => app.inject({ url, headers }),
    async send(key, given = {}, { headers = {}, address = fresh(), token: of } = {}) {
      const sent = of ?? (await token(key))
      if (of === undefined) later(5)
      return app.inject({
        method: 'POST',
        url: `/forms/${key}`,
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin', ...headers },
        payload: new URLSearchParams({ token: sent, ...SOUND, ...given }).toString(),
        remoteAddress: address,
      })
    },
    async program(key, given, headers = {}) {
      const sent = await token(key)
      later(5)
      const payload = { token: sent, ...SOUND, consent: true, ...given }
      return app.inject({ method: 'POST', url: `/api/forms/${key}`, headers, payload, remoteAddress: fresh() })
    },
  }
}

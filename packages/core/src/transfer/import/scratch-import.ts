import type { Doors, ExampleHost } from '../../example-firm/example-host.js'

type Json = Record<string, unknown>

/** The assistant as a program goes through it, for tests. */
export function importer({ host }: ExampleHost, who: Doors) {
  const api = async (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object) => {
    const answer = await host.app.inject({ method, url: `/api${url}`, headers: who.api, ...(payload && { payload }) })
    return { status: answer.statusCode, json: (answer.body === '' ? {} : answer.json<unknown>()) as Json }
  }
  const send = async (entity: string, content: string | Uint8Array, name = 'plik.csv') => {
    const answer = await host.app.inject({
      method: 'POST',
      url: '/api/imports',
      ...multipart(entity, content, name, who.api),
    })
    return { status: answer.statusCode, json: answer.json<Json & { id: number }>() }
  }
  const phase = async (id: number, name: 'rehearsal' | 'run') => {
    const begun = await api('POST', `/imports/${id}/${name}`)
    await host.drain()
    const { json } = await api('GET', `/imports/${id}`)
    return { begun, json, counts: json[name === 'run' ? 'counts' : 'rehearsal'] }
  }
  const refused = async (id: number, name: 'rehearsal' | 'run' = 'run') =>
    ((await api('GET', `/imports/${id}/refused?phase=${name}`)).json.items as { line: number; reason: string }[]).map(
      ({ line, reason }) => [line, reason],
    )
  return { api, send, phase, refused }
}

/** A multipart body of one file and what it is. */
export function multipart(entity: string, content: string | Uint8Array, name: string, headers: object) {
  const part = (disposition: string, body: string | Uint8Array) => [
    Buffer.from(`--border\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n`),
    Buffer.from(body),
    Buffer.from('\r\n'),
  ]
  const payload = Buffer.concat([
    ...part('name="entity"', entity),
    ...part(`name="file"; filename="${name}"`, content),
    Buffer.from('--border--\r\n'),
  ])
  return { payload, headers: { ...headers, 'content-type': 'multipart/form-data; boundary=border' } }
}

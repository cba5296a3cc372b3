import { randomUUID } from 'node:crypto'

export interface Answered {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
}

/** The API of a running instance with one token, as a program uses it. */
export interface Api {
  get(path: string): Promise<Answered>
  post(path: string, body: object, key?: string): Promise<Answered>
}

export function apiOf(origin: string, token: string): Api {
  const ask = async (method: string, path: string, more: RequestInit): Promise<Answered> => {
    const answer = await fetch(`${origin}/api${path}`, { method, ...more })
    const text = await answer.text()
    return { status: answer.status, body: (text.startsWith('{') ? JSON.parse(text) : {}) as Answered['body'] }
  }
  const authorization = `Bearer ${token}`

  return {
    get: (path) => ask('GET', path, { headers: { authorization } }),
    post: (path, body, key = randomUUID()) =>
      ask('POST', path, {
        headers: { authorization, 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify(body),
      }),
  }
}

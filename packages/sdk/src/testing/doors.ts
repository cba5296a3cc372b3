import { createSession, createToken, sessionCookie, type Host } from '@berberis/core'

/** What the app's own `inject` answers with: `statusCode`, `headers`, `body`, `json()`. */
export type Answer = Awaited<ReturnType<Host['app']['inject']>> & object

type Body = Readonly<Record<string, unknown>>

/** One door, as one operator. Addresses are those of the page door; the other one puts `/api` before them itself. */
export interface DoorOf {
  get(url: string, headers?: Readonly<Record<string, string>>): Promise<Answer>
  /** A `FormData` goes as a browser sends a form with files. */
  post(url: string, body?: Body | FormData, headers?: Readonly<Record<string, string>>): Promise<Answer>
  put(url: string, body?: Body, headers?: Readonly<Record<string, string>>): Promise<Answer>
  delete(url: string, headers?: Readonly<Record<string, string>>): Promise<Answer>
}

/** `page` sends what a browser sends (cookie, forms); `api` what a program does (bearer token, JSON). */
export interface Doors {
  readonly page: DoorOf
  readonly api: DoorOf
}

/** Opens both doors for an operator by id or login, or for nobody. Throws when there is no such operator. */
export async function doorsOf(host: Host, who: number | string | null): Promise<Doors> {
  const { kernel } = host
  if (who === null) return { page: pageDoor(host, {}), api: apiDoor(host, {}) }
  const id = typeof who === 'number' ? who : await idOf(host, who)
  const [cookie, token] = await host.runInCtx({ origin: 'console', system: true }, async (ctx) => [
    await createSession(ctx, id),
    (await createToken(ctx, id, { name: 'tests' })).token,
  ])
  const { name } = sessionCookie(kernel.config.publicAddress)

  return {
    page: pageDoor(host, { cookie: `${name}=${cookie}` }),
    api: apiDoor(host, { authorization: `Bearer ${token}` }),
  }
}

async function idOf({ kernel }: Host, login: string): Promise<number> {
  const row = await kernel.db('core_operator').where({ login }).first<{ id: number } | undefined>('id')
  if (!row) throw new Error(`no operator has the login ${login}`)
  return row.id
}

function pageDoor(host: Host, signed: Readonly<Record<string, string>>): DoorOf {
  const form = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' }
  return door(
    host,
    { accept: 'text/html', ...signed },
    (url) => url,
    (body) => ({ payload: typed(body).toString(), headers: form }),
  )
}

function apiDoor(host: Host, signed: Readonly<Record<string, string>>): DoorOf {
  const json = { 'content-type': 'application/json' }
  return door(
    host,
    { accept: 'application/json', ...signed },
    (url) => `/api${url}`,
    (body) => ({ payload: JSON.stringify(body), headers: json }),
  )
}

type Packed = (body: Body) => { payload: string; headers: Readonly<Record<string, string>> }

function door(
  { app }: Host,
  common: Readonly<Record<string, string>>,
  at: (url: string) => string,
  pack: Packed,
): DoorOf {
  const ask = async (
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    url: string,
    body: Body | FormData | undefined,
    more: Readonly<Record<string, string>> = {},
  ) => {
    const bare = method === 'GET' || (method === 'DELETE' && body === undefined)
    const packed = bare ? { headers: {} } : body instanceof FormData ? await inParts(body) : pack(body ?? {})
    // Without a body a deletion still has to come from our own pages.
    const site = method === 'GET' ? {} : { 'sec-fetch-site': 'same-origin' }
    // The embedded database never waits, so a row of requests would not let the loop turn and look like a jam.
    await new Promise((resolve) => setImmediate(resolve))
    return app.inject({ method, url: at(url), ...packed, headers: { ...common, ...site, ...packed.headers, ...more } })
  }
  return {
    get: (url, headers) => ask('GET', url, undefined, headers),
    post: (url, body, headers) => ask('POST', url, body, headers),
    put: (url, body, headers) => ask('PUT', url, body, headers),
    delete: (url, headers) => ask('DELETE', url, undefined, headers),
  }
}

/** A form with files (RFC 7578). */
async function inParts(form: FormData): Promise<{ payload: Buffer; headers: Readonly<Record<string, string>> }> {
  const sent = new Response(form)
  return {
    payload: Buffer.from(await sent.arrayBuffer()),
    headers: { 'content-type': sent.headers.get('content-type') ?? '' },
  }
}

/** A form as a browser sends it: lists repeat their name, nested values have dotted names. */
function typed(body: Body, prefix = ''): URLSearchParams {
  const form = new URLSearchParams()
  for (const [name, value] of Object.entries(body)) {
    for (const [path, text] of flattened(prefix + name, value)) form.append(path, text)
  }
  return form
}

function flattened(path: string, value: unknown): [string, string][] {
  if (value === undefined) return []
  if (value === null) return [[path, '']]
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object'))
    return value.map((one) => [path, String(one)])
  if (typeof value !== 'object') return [[path, String(value)]]
  return Object.entries(value).flatMap(([name, one]) => flattened(`${path}.${name}`, one))
}

import type { Engine } from '../db/connect.js'
import { type Doors, exampleHost, type ExampleHost } from '../example-firm/example-host.js'

type Json = Record<string, unknown>

export interface CalendarHost extends ExampleHost {
  /** A request of a program of somebody's, by his login; Adam's unless said. */
  api<T = Json>(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    url: string,
    body?: object | null,
    login?: string,
  ): Promise<{ status: number; json: T }>
  /** A page as somebody sees it. */
  page(url: string, login?: string): Promise<{ status: number; body: string }>
  /** What a form sends from a page: texts, as people type them. */
  form(
    url: string,
    body: Readonly<Record<string, string>>,
    login?: string,
  ): Promise<{ status: number; body: string; location: string }>
  idOf(table: string, where: object): Promise<number>
}

/** The example firm with short ways to both doors, for tests of the calendar. */
export async function calendarHost(engine: Engine): Promise<CalendarHost> {
  const example = await exampleHost(engine)
  const known = new Map<string, Doors>()
  const doors = async (login: string) => {
    const found = known.get(login) ?? (await example.as(login))
    known.set(login, found)
    return found
  }
  return {
    ...example,
    async api<T>(method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, body?: object | null, login = 'adam') {
      const { api: headers } = await doors(login)
      const answer = await example.host.app.inject({
        method,
        url: `/api${url}`,
        headers,
        ...(body && { payload: body }),
      })
      return { status: answer.statusCode, json: (answer.body === '' ? {} : answer.json()) as T }
    },
    async page(url, login = 'adam') {
      const { page: headers } = await doors(login)
      const { statusCode, body } = await example.host.app.inject({ method: 'GET', url, headers })
      return { status: statusCode, body }
    },
    async form(url, body, login = 'adam') {
      const { page } = await doors(login)
      const headers = { ...page, 'content-type': 'application/x-www-form-urlencoded' }
      const payload = new URLSearchParams(body).toString()
      const answer = await example.host.app.inject({ method: 'POST', url, headers, payload })
      return { status: answer.statusCode, body: answer.body, location: String(answer.headers.location ?? '') }
    },
    async idOf(table, where) {
      const row: { id: number } | undefined = await example.host.kernel.db(table).where(where).orderBy('id').first('id')
      if (!row) throw new Error(`${table} has no ${JSON.stringify(where)}`)
      return row.id
    },
  }
}

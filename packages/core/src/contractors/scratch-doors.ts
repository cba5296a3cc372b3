import { setTimeout as sleep } from 'node:timers/promises'
import { exampleHost, type ExampleHost } from '../example-firm/example-host.js'
import type { Engine } from '../db/connect.js'

/** An answer as a program has it; `json` is empty where there was no body. */
export type Json = Record<string, unknown> & { id: number; version: number }

export interface Answer {
  readonly status: number
  readonly json: Json
  readonly headers: Readonly<Record<string, unknown>>
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** The example firm with both doors of somebody, for tests. */
export interface Scratch {
  readonly example: ExampleHost
  api(method: Method, url: string, payload?: object, login?: string): Promise<Answer>
  /** The page a browser is shown, its status with it; `form` is posted as a form is. */
  page(
    url: string,
    form?: Readonly<Record<string, string>>,
    login?: string,
  ): Promise<{ status: number; body: string; at: string }>
  /** Id of the contractor whose name in lists this is. */
  named(displayName: string): Promise<number>
}

export async function scratchDoors(engine: Engine): Promise<Scratch> {
  const example = await exampleHost(engine)
  const doors = new Map<string, Awaited<ReturnType<ExampleHost['as']>>>()
  const of = async (login: string) => {
    const known = doors.get(login) ?? (await example.as(login))
    doors.set(login, known)
    return known
  }

  return {
    example,
    async api(method, url, payload, login = 'adam') {
      const { api } = await of(login)
      const answer = await unlessBusy(() =>
        example.host.app.inject({ method, url: `/api${url}`, headers: { ...api }, ...(payload && { payload }) }),
      )
      const json = (answer.body === '' ? {} : answer.json<unknown>()) as Json
      return { status: answer.statusCode, json, headers: answer.headers }
    },
    async page(url, form, login = 'adam') {
      const { page } = await of(login)
      const type = { 'content-type': 'application/x-www-form-urlencoded' }
      const answer = await unlessBusy(() =>
        example.host.app.inject({
          method: form ? 'POST' : 'GET',
          url,
          headers: { ...page, ...(form && type) },
          ...(form && { payload: new URLSearchParams(form).toString() }),
        }),
      )
      return { status: answer.statusCode, body: answer.body, at: String(answer.headers.location ?? '') }
    },
    async named(displayName) {
      const { id } = await example.host.kernel.db('core_contractor').where({ display_name: displayName }).first('id')
      return Number(id)
    },
  }
}

/** A host whose machine is busy with something else says so for a while (503), and is asked again. */
async function unlessBusy<T extends { readonly statusCode: number }>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    const answer = await ask()
    if (answer.statusCode !== 503 || tries === 20) return answer
    await sleep(500)
  }
}

/** What was refused, field by field. */
export const refusedFields = ({ json }: Pick<Answer, 'json'>) =>
  (json.fields as { path: string; code: string }[] | undefined)?.map(({ path, code }) => [path, code])

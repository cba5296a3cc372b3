import type { FastifyContextConfig, RouteOptions } from 'fastify'
import { Kind, type TSchema } from '@sinclair/typebox'
import type { Form } from '../plugin/forms.js'
import type { OpenTo, Permission } from '../plugin/permissions.js'
import type { Door } from './door.js'

declare module 'fastify' {
  interface FastifyInstance {
    /** Pages of all forms that keep drafts. */
    formPages: FormPage[]
  }
}

/** The page of a form that keeps what is typed into it. */
export interface FormPage {
  readonly plugin: string
  /** As it is mounted: `/events/:id/edit`. */
  readonly url: string
  readonly form: Form
  readonly permission: Permission | OpenTo
  readonly again: NonNullable<FastifyContextConfig['again']>
  /** Names of its query: a new event of a case is another draft than one of nobody. */
  readonly query: readonly string[]
}

/** Such a page at one address, written in one way: known names of the query only, in order. */
export interface FormPlace {
  readonly page: FormPage
  readonly address: string
  /** Whose form it is when it changes a record. */
  readonly record: number | null
}

/** The route as the page of a form that keeps drafts; null for every other. `url` is the whole address it is mounted at. */
export function formPageOf(
  plugin: string,
  door: Door,
  url: string,
  { method, config, schema }: RouteOptions,
): FormPage | null {
  const { form, again, permission } = config ?? {}
  if (door !== 'page' || method !== 'GET' || !form?.draft || !again || permission === undefined) return null
  const query = schema?.querystring as TSchema | undefined
  const names = query?.[Kind] === 'Object' ? Object.keys((query.properties ?? {}) as object) : []
  return { plugin, url, form, permission, again, query: names }
}

/** Which form's page an address is (path and query, or whole); null when it is none of these. */
export function placeOf(pages: readonly FormPage[], address: string): FormPlace | null {
  if (!URL.canParse(address, 'http://here')) return null
  const { pathname, searchParams } = new URL(address, 'http://here')
  const page = pages.find(({ url }) => fits(url, pathname))
  if (!page) return null

  const asked = page.query.map((name): [string, string] => [name, searchParams.get(name) ?? ''])
  const query = new URLSearchParams(asked.filter(([, value]) => value !== ''))
  query.sort()
  const record = /\/(\d{1,9})\/[a-z-]+$/.exec(pathname)?.[1]
  return {
    page,
    address: query.size > 0 ? `${pathname}?${query}` : pathname,
    record: isOfRecord(page) && record !== undefined ? Number(record) : null,
  }
}

/** Whether it changes something that is there: `/events/:id/edit`. */
export const isOfRecord = ({ url }: FormPage): boolean => /\/:\w+\/[a-z-]+$/.test(url)

function fits(url: string, pathname: string): boolean {
  const [pattern, path] = [url.split('/'), pathname.split('/')]
  return pattern.length === path.length && pattern.every((part, at) => isPart(part, path[at] ?? ''))
}

function isPart(pattern: string, part: string): boolean {
  return pattern.startsWith(':') ? /^\w{1,40}$/.test(part) : pattern === part
}

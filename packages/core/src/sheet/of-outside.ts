import type { TableFacts } from '../db/describe-tables.js'
import type { MountedRoute } from '../http/mounted-route.js'
import { code, codes, table } from './markdown.js'

export type { MountedRoute }

/** Addresses people and programs use. An address at both doors stands once; `/api` goes before it for programs. */
export function describeAddresses(routes: readonly MountedRoute[]): string {
  const doors = new Map<string, { route: MountedRoute; doors: Set<string> }>()
  for (const route of routes) {
    const url = route.door === 'api' ? route.url.replace(/^\/api/, '') || '/' : route.url
    const key = `${url} ${route.method}`
    const known = doors.get(key) ?? { route: { ...route, url }, doors: new Set() }
    known.doors.add(route.door)
    doors.set(key, known)
  }
  const rows = [...doors.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, found]) => found)
  return table(
    ['address', 'method', 'permission', 'door'],
    rows.map(({ route, doors: at }) => [
      code(route.url),
      route.method,
      rightOf(route),
      at.size === 2 ? 'both' : [...at].join(''),
    ]),
  )
}

function rightOf({ permission }: MountedRoute): string {
  return typeof permission === 'string' ? permission : code(permission.id)
}

export function describeTables(tables: readonly TableFacts[]): string {
  return tables.map(describeTable).join('\n\n')
}

function describeTable({ name, columns, indexes, keys }: TableFacts): string {
  const references = new Map(
    keys.map(({ column, table: to, onDelete }) => [column, `${code(to)}, on delete ${onDelete.toLowerCase()}`]),
  )
  const rows = columns.map((column) => [
    code(column.name),
    column.type,
    column.nullable ? 'null' : '',
    references.get(column.name) ?? '',
  ])
  const kept = indexes.map((index) => `- ${index.unique ? 'unique ' : ''}${code(index.name)}: ${codes(index.columns)}`)
  return [
    `### ${name}`,
    '',
    table(['column', 'type', '', 'refers to'], rows),
    ...(kept.length > 0 ? ['', ...kept] : []),
  ].join('\n')
}

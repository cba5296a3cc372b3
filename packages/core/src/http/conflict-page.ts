import type { FastifyRequest } from 'fastify'
import type { Ctx } from '../ctx.js'
import type { ConflictField } from '../entity/conflict.js'
import { sayChanges } from '../settings/say-changes.js'
import type { Answer } from './answer.js'
import type { Page } from './page.js'
import { CHOSEN } from './resolve-conflict.js'
import type { Typed } from './typed-names.js'

interface Conflict {
  readonly entity: string
  readonly version: number
  readonly fields: readonly ConflictField[]
}

/** The conflict of a refusal when there is something to choose; null otherwise. */
export function conflictIn(extra: Readonly<Record<string, unknown>> | undefined): Conflict | null {
  const { entity, version, fields } = (extra ?? {}) as Partial<Conflict>
  if (entity === undefined || version === undefined || !fields || fields.length === 0) return null
  return { entity, version, fields }
}

/**
 * Mine, theirs and what was there before, field by field, and which of the two is to stay. It carries all that was typed,
 * so that it is saved whole; with scripts it is a dialog over the form.
 */
export async function conflictPage(
  request: FastifyRequest,
  page: Page,
  conflict: Conflict,
  back: string | null,
): Promise<Answer> {
  const { ctx } = request
  const data = {
    action: request.url.split('?')[0],
    version: conflict.version,
    back,
    rows: await rowsOf(ctx, conflict, request.typed ?? new Map<string, string[]>()),
    typed: typedAgain(request.typed ?? new Map<string, string[]>()),
  }
  return page.draw(request, 'core/conflict-page', data, { title: ctx.t('core.conflict.title'), status: 409 })
}

async function rowsOf(ctx: Ctx, { entity, fields }: Conflict, typed: Typed) {
  const named = fields.map(({ path, ...one }) => ({ ...one, field: path.replace(/^attr\./, 'attributes.') }))
  const [mine = [], theirs = []] = await sayChanges(ctx, [
    {
      entity,
      part: null,
      changes: named.map(({ field, original, mine }) => ({ field, before: original, after: mine })),
    },
    {
      entity,
      part: null,
      changes: named.map(({ field, original, theirs }) => ({ field, before: original, after: theirs })),
    },
  ])
  const inner = ctx.registry.entity(entity)?.inner?.find(({ field }) => field !== undefined)
  return fields.map(({ path, by, at, ...values }, row) => {
    const rows = path === inner?.field
    const words = (said: string | undefined, value: unknown) => (rows ? countIn(ctx, value) : (said ?? '—'))
    return {
      name: `${CHOSEN}${path}`,
      label: rows && inner?.label ? ctx.t(inner.label) : (mine[row]?.field ?? path),
      mine: rows ? countTyped(ctx, typed, path) : (mine[row]?.after ?? '—'),
      theirs: words(theirs[row]?.after, values.theirs),
      original: values.original === undefined ? '—' : words(mine[row]?.before, values.original),
      by: by?.label ?? ctx.t('core.audit.house'),
      at,
    }
  })
}

const countIn = (ctx: Ctx, value: unknown) =>
  ctx.t('core.conflict.rows', { count: Array.isArray(value) ? value.length : 0 })

function countTyped(ctx: Ctx, typed: Typed, path: string): string {
  const numbers = new Set(
    [...typed.keys()].filter((name) => name.startsWith(`${path}.`)).map((name) => name.split('.')[1]),
  )
  return ctx.t('core.conflict.rows', { count: numbers.size })
}

/** Everything typed, but what the page gives anew. */
function typedAgain(typed: Typed) {
  return [...typed]
    .filter(([name]) => !['version', 'idempotencyKey'].includes(name) && !name.startsWith(CHOSEN))
    .flatMap(([name, values]) => values.map((value) => ({ name, value })))
}

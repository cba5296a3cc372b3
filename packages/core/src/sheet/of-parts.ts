import type { TSchema } from '@sinclair/typebox'
import type { EventTypeSeed, Plugin } from '../plugin/define-plugin.js'
import { bullets, code, codes, table } from './markdown.js'

export function describePermissions({ permissions }: Plugin, t: (key: string) => string): string {
  return table(
    ['permission', 'is', 'reaches', 'suggested to'],
    Object.values(permissions).map(({ id, scoped, suggest }) => [
      code(id),
      t(`permission.${id}`),
      scoped ? 'own, department, all' : 'all or nothing',
      Object.entries(suggest)
        .map(([role, scope]) => (scoped ? `${role} (${scope})` : role))
        .join(', ') || '–',
    ]),
  )
}

export function describeSettings({ settings }: Plugin): string {
  return table(
    ['setting', 'schema', 'default'],
    Object.entries(settings?.properties ?? {}).map(([key, schema]) => [
      code(key),
      shortSchema(schema),
      schema.default === undefined ? '–' : code(JSON.stringify(schema.default)),
    ]),
  )
}

/** `integer 0–3650`, `string ≤ 100`, `net | gross`. */
export function shortSchema(schema: TSchema): string {
  if (Array.isArray(schema.anyOf)) return (schema.anyOf as TSchema[]).map(shortSchema).join(' or ')
  if (schema.const !== undefined) return code(JSON.stringify(schema.const))
  const { type, minimum, maximum, maxLength, format } = schema as Record<string, unknown>
  const bounds =
    minimum === undefined && maximum === undefined ? '' : ` ${String(minimum ?? '')}–${String(maximum ?? '')}`
  return `${String(type ?? 'anything')}${bounds}${maxLength === undefined ? '' : ` ≤ ${String(maxLength)}`}${format === undefined ? '' : `, ${String(format)}`}`
}

export function describeAttributes({ attributes = [] }: Plugin): string {
  return bullets(
    attributes.map(
      ({ entity, key, kind, options = [] }) =>
        `${code(key)} of ${code(entity.id)}: ${kind}${options.length > 0 ? ` (${options.map((one) => one.key).join(', ')})` : ''}`,
    ),
  )
}

export function describeErrands({ errands = [] }: Plugin): string {
  return table(
    ['errand', 'payload'],
    errands.map(({ id, payload }) => [code(id), codes(fieldsOf(payload))]),
  )
}

export function describeJobs({ jobs = [] }: Plugin): string {
  return table(
    ['job', 'payload'],
    jobs.map(({ id, payload }) => [code(id), codes(fieldsOf(payload))]),
  )
}

/** Names of an object schema's fields. */
export function fieldsOf(schema: TSchema): string[] {
  return Object.keys((schema.properties ?? {}) as object)
}

export function describeSchedules({ schedules = [] }: Plugin): string {
  return table(
    ['schedule', 'when', 'missed runs'],
    schedules.map(({ name, when, each }) => [
      code(name),
      when,
      each ? 'every one is made up' : 'the newest is made up',
    ]),
  )
}

export function describeEventTypes({ eventTypes = [] }: Plugin): string {
  return table(
    ['event type', 'minutes', 'deadline'],
    eventTypes.map(({ key, defaultMinutes, deadline }) => [code(key), String(defaultMinutes), deadlineText(deadline)]),
  )
}

function deadlineText(deadline: EventTypeSeed['deadline']): string {
  if (deadline === undefined) return '–'
  return 'hours' in deadline ? `${deadline.hours} hours` : `${deadline.workingDays} working days`
}

export function describeSeries({ series = [] }: Plugin): string {
  return table(
    ['series', 'pattern', 'reset', 'changed with'],
    series.map(({ id, pattern, reset, edit }) => [code(id), code(pattern), reset, code(edit.id)]),
  )
}

export function describeHealth({ health = [] }: Plugin): string {
  return bullets(health.map(({ name }) => code(name)))
}

export function describeGuards({ guards = [] }: Plugin): string {
  return table(
    ['guard', 'table', 'refuses', 'when', 'except columns'],
    guards.map(({ name, table: of, refuses, when, except }) => [
      code(name),
      code(of),
      refuses,
      code(when),
      codes(except),
    ]),
  )
}

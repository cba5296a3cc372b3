import type { Ctx } from '../ctx.js'
import { splitName, type ListFault } from './condition.js'
import type { Subject } from './subject.js'

const LONGEST = 60
const LABELS: Readonly<Record<string, string>> = {
  cols: 'core.list.columns',
  sort: 'core.list.order',
  limit: 'core.list.rows',
  view: 'core.list.view',
}

/** What was left out of an address and why: „Pominięto filtr: Brutto od 12,345. To nie jest kwota…”. */
export function faultText(ctx: Ctx, subjects: ReadonlyMap<string, Subject>, fault: ListFault): string {
  const message = ctx.t(fault.code, fault.params)
  const { key, operator } = splitName(fault.path)
  const subject = subjects.get(key)
  const label = subject?.label ?? ctx.t(LABELS[fault.path] ?? 'core.list.filter')
  // Whether it is given is no value: the words for „jest” and „brak” would not show what was asked for.
  const words = subject && operator !== 'empty' ? operator : 'is'
  const left = ctx.t(`core.filter.${words}`, { label, value: clipped(fault.raw.join(', ')) })
  return ctx.t(subject ? 'core.list.left-out' : 'core.list.usual-instead', { left, message })
}

function clipped(text: string): string {
  const signs = [...text]
  return signs.length > LONGEST ? `${signs.slice(0, LONGEST).join('')}…` : text
}

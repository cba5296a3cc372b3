import type { Ctx } from '../../ctx.js'
import { Refusal } from '../../plugin/refusal.js'
import type { List } from '../../plugin/lists.js'
import { parseAmount } from '../../money/parse-amount.js'
import { parseDecimal } from '../../money/parse-decimal.js'
import { nameOf, type Condition } from '../condition.js'
import { readQuery } from '../read-query.js'
import type { Door } from '../read-value.js'
import { queryOf } from './open-view.js'

/** Signs of an address that are kept. */
const LONGEST = 8000

/**
 * What an address of a list shows, as one address that needs no view beside it: the conditions in force, the search, the
 * order, the columns; amounts and decimals as programs write them. 400 `core.malformed` for what nobody knows, 422
 * `core.view-broken` when the view it stands on is.
 */
export async function addressOfQuery(ctx: Ctx, list: List, address: string, door: Door): Promise<string> {
  const asked = await readQuery(ctx, list, queryOf(address), door)
  const wrong = [...asked.setAside, ...asked.faults.map(({ path }) => path)]
  if (wrong.length > 0) {
    const fields = wrong.map((path) => ({ path, code: 'core.unknown-filter' }))
    throw new Refusal('core.malformed', { status: 400, fields })
  }
  if (asked.broken.length > 0)
    throw new Refusal('core.view-broken', {
      params: { view: asked.view?.saved?.name ?? '', names: asked.broken.join(', ') },
    })

  const params = new URLSearchParams()
  for (const condition of asked.ofView) for (const raw of condition.raw) params.append(nameOf(condition), raw)
  for (const condition of asked.asked) for (const raw of rawOf(condition, door)) params.append(nameOf(condition), raw)
  if (asked.q !== '') params.append('q', asked.q)
  if (asked.sortText !== '') params.append('sort', asked.sortText)
  if (asked.cols) params.append('cols', asked.cols.join(','))
  const text = params.toString()
  if (text.length > LONGEST) throw new Refusal('core.view-too-long')
  return text
}

/** The values as programs write them; at the page door people type „1 234,56” and „12,5”. */
function rawOf({ subject: { field }, operator, raw }: Condition, door: Door): readonly string[] {
  if (door === 'api' || operator === 'empty') return raw
  if (field.kind !== 'money' && field.kind !== 'number' && field.kind !== 'percent') return raw
  return raw.map((text) => {
    const read = field.kind === 'money' ? parseAmount(text, field.currency) : parseDecimal(text, field.places)
    return 'value' in read ? String(read.value) : text
  })
}

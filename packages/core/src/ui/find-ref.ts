import type { Ctx } from '../ctx.js'
import { labelsOf } from '../entity/labels.js'
import type { Entity } from '../plugin/entity.js'
import { pick, type Picked } from '../search/pick.js'
import { fold } from '../text/fold.js'
import { isCleanText } from '../text/normal-text.js'
import { last, soughtIn, type Sent } from './sought.js'

/** What was found for a reference without a script, ready to be drawn beside it. */
export interface FoundRef {
  /** What stays typed; nothing once it led to one record. */
  readonly text: string
  /** What the offer was found by: with something chosen from it the search is done. */
  readonly asked: string
  /** The id the reference has now, and its label; empty while one of several is still to be chosen. */
  readonly value: string
  readonly label: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
  /** In words, when nothing was found or there is something to choose. */
  readonly said: string | undefined
}

const LONGEST = 200

/**
 * The search step of a reference in a browser without scripts: what `/pick` would offer for the text typed beside `name`,
 * narrowed by `where`; the only match, or the only one of exactly this name, is taken at once. Undefined when nothing is
 * sought. `sent` is what the form sent, by name: a refused form's values, or one line of a grid.
 */
export async function findRef(
  ctx: Ctx,
  entity: Entity,
  sent: Sent,
  { name, where = {} }: { readonly name: string; readonly where?: Sent },
): Promise<FoundRef | undefined> {
  const text = soughtIn(sent, name)
  if (text === null) return undefined

  const chosen = await chosenOf(ctx, entity, last(sent[name]))
  const matches = isAskable(text) ? await pick(ctx, entity, text, filled(where)) : []
  const only = text === '' ? undefined : onlyOf(matches, text)
  if (only) return taken(only)

  const offered = matches.map(optionOf)
  const options = [...offered, ...chosen.filter(({ value }) => !offered.some((each) => each.value === value))]
  if (matches.length === 0) {
    const said = text === '' ? ctx.t('core.form.pick-nothing') : ctx.t('core.form.seek-none', { text })
    return { text, asked: '', ...(chosen[0] ?? NOTHING), options, said }
  }
  const kept = text === '' ? (chosen[0] ?? NOTHING) : NOTHING
  return { text, asked: text, ...kept, options, said: ctx.t('core.form.seek-many') }
}

const NOTHING = { value: '', label: '' } as const

function taken(only: Picked): FoundRef {
  const option = optionOf(only)
  return { text: '', asked: '', value: option.value, label: only.label, options: [option], said: undefined }
}

function onlyOf(matches: readonly Picked[], text: string): Picked | undefined {
  const named = matches.filter(({ label }) => fold(label) === fold(text))
  return [matches, named].find(({ length }) => length === 1)?.[0]
}

function optionOf({ id, label, sub }: Picked): FoundRef['options'][number] {
  return { value: String(id), label: sub ? `${label} · ${sub}` : label }
}

/** What had been chosen before stays on offer, as long as it may be seen. */
async function chosenOf(ctx: Ctx, entity: Entity, id: string): Promise<FoundRef['options']> {
  if (!/^\d{1,15}$/.test(id)) return []
  const label = (await labelsOf(ctx, entity, [Number(id)])).get(Number(id))
  return label === undefined ? [] : [{ value: id, label }]
}

const isAskable = (text: string): boolean => text.length <= LONGEST && isCleanText(text)

/** A field that is empty narrows nothing. */
function filled(where: Sent): Record<string, string> {
  return Object.fromEntries(
    Object.entries(where)
      .map(([name, value]) => [name, last(value)] as const)
      .filter(([, value]) => /^[\w.-]{1,200}$/.test(value)),
  )
}

import type { Ctx } from '../ctx.js'
import { labelsOf } from '../entity/labels.js'
import type { Entity } from '../plugin/entity.js'
import { pick } from '../search/pick.js'
import { fold } from '../text/fold.js'
import { isChosen, isReference, type AttributeType } from './attribute-type.js'
import { judgeAttributeValue } from './judge-attribute-value.js'
import { readTypedAttribute } from './read-typed-attribute.js'

/** What was read, as JSON (null for nothing), or why not; the reasons are those of a refused row of an import. */
export type ParsedAttribute =
  | { readonly value: unknown }
  | { readonly error: 'bad-value' | 'unknown-choice' | 'no-relation' | 'ambiguous-relation' }

/**
 * One text of an import or of a bulk change as the JSON value of an attribute: choices by label (either language, any case)
 * or key, several with „;” or a line between them (a comma, too, where no label has one); records by id or exact name among
 * those that may be seen; days, amounts and numbers as people type them; tak, nie, yes, no.
 */
export async function parseAttribute(ctx: Ctx, type: AttributeType, text: string): Promise<ParsedAttribute> {
  const trimmed = text.trim()
  if (trimmed === '') return { value: null }
  if (isChosen(type)) return parseChosen(type, trimmed)
  if (isReference(type)) return parseReferences(ctx, type, trimmed)
  const typed = type.kind === 'yes-no' ? YES_NO.get(fold(trimmed)) : readTypedAttribute(type, trimmed, ctx)
  return typed === undefined ? { error: 'bad-value' } : judged(type, typed)
}

const YES_NO = new Map([
  ...['tak', 'yes', 'true', 'prawda', '1', 't', 'y'].map((word) => [word, true] as const),
  ...['nie', 'no', 'false', 'falsz', '0', 'n'].map((word) => [word, false] as const),
])

function judged(type: AttributeType, value: unknown): ParsedAttribute {
  const found = judgeAttributeValue(type, value)
  // An archived value is a choice, and the record may have it: the save says whether it does.
  if ('error' in found) return found.error === 'core.value-archived' ? { value } : { error: 'bad-value' }
  return found
}

function parseChosen(type: AttributeType, text: string): ParsedAttribute {
  const whole = keyOf(type, text)
  if (type.kind === 'choice') return whole === undefined ? { error: 'unknown-choice' } : { value: whole }
  const keys = partsOf(text).flatMap((part) => {
    const key = keyOf(type, part)
    return key === undefined ? part.split(',').map((each) => keyOf(type, each)) : [key]
  })
  return keys.some((key) => key === undefined) ? { error: 'unknown-choice' } : judged(type, keys)
}

function keyOf({ items }: AttributeType, text: string): string | undefined {
  const wanted = text.trim()
  const folded = fold(wanted)
  const byLabel = items.filter(({ labels }) => fold(labels.pl) === folded || fold(labels.en) === folded)
  const found =
    items.find(({ key }) => key === wanted) ??
    byLabel.find(({ labels }) => labels.pl === wanted || labels.en === wanted) ??
    byLabel.find(({ archived }) => !archived) ??
    byLabel[0]
  return found?.key
}

const partsOf = (text: string): readonly string[] =>
  text
    .split(/[;\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')

async function parseReferences(ctx: Ctx, type: AttributeType, text: string): Promise<ParsedAttribute> {
  const target = ctx.registry.entity(type.refersTo ?? '')
  if (!target) return { error: 'no-relation' }
  const parts = type.kind === 'reference' ? [text] : partsOf(text)
  const ids: number[] = []
  for (const part of parts) {
    const found = await recordOf(ctx, target, part)
    if (typeof found !== 'number') return { error: found }
    ids.push(found)
  }
  return judged(type, type.kind === 'reference' ? ids[0] : ids)
}

async function recordOf(
  ctx: Ctx,
  target: Entity,
  text: string,
): Promise<number | 'no-relation' | 'ambiguous-relation'> {
  if (/^\d{1,9}$/.test(text) && (await labelsOf(ctx, target, [Number(text)])).size > 0) return Number(text)
  const named = (await pick(ctx, target, text)).filter(({ label }) => fold(label) === fold(text))
  if (named.length > 1) return 'ambiguous-relation'
  return named[0]?.id ?? 'no-relation'
}

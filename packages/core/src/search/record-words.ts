import type { AttributeType } from '../attributes/attribute-types.js'
import type { Attributes } from '../attributes/attributes-of.js'
import type { Values } from '../entity/values.js'
import type { Entity } from '../plugin/entity.js'
import { searchWords } from '../text/search-words.js'

/** Different words of one record that are indexed; a pasted book stays findable by its beginning. */
const MOST_WORDS = 1000

export interface RecordWords {
  /** Folded words with a space at both ends and between them: a whole word is `% word %`, a beginning `% word%`. */
  readonly title: string
  readonly text: string
  readonly words: readonly string[]
}

/** What a record is found by: its marked fields, attributes of text and choice (labels), and the entity's more words. */
export function recordWords(
  entity: Entity,
  values: Values,
  attributes: { readonly types: readonly AttributeType[]; readonly values: Attributes },
  more: readonly string[],
): RecordWords {
  const marked = (mark: 'title' | 'text') =>
    Object.entries(entity.fields).flatMap(([name, field]) => (field.search === mark ? asTexts(values[name]) : []))
  const title = searchWords(marked('title').join(' '))
  const rest = [...marked('text'), ...attributeTexts(attributes.types, attributes.values), ...more]
  const words = [...new Set([...title, ...searchWords(rest.join(' '))])].slice(0, MOST_WORDS)

  return { title: spaced(title), text: spaced(words), words }
}

function attributeTexts(types: readonly AttributeType[], values: Attributes): string[] {
  return types.filter(isFound).flatMap(({ kind, key, items }) => {
    const value = values[key]
    if (kind === 'text' || kind === 'long-text') return asTexts(value)
    if (kind !== 'choice' && kind !== 'choices') return []
    const chosen = [value].flat()
    return items.filter((item) => chosen.includes(item.key)).flatMap(({ labels }) => [labels.pl, labels.en])
  })
}

/** The search is everybody's: what exists for some roles only is found by its filters, which ask who asks. */
const isFound = ({ roles }: AttributeType): boolean => roles === null

function asTexts(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(String)
  return value === null || value === undefined ? [] : [String(value)]
}

const spaced = (words: readonly string[]): string => (words.length === 0 ? '' : ` ${words.join(' ')} `)

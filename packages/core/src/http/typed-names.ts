/** What a form sent: each name with its values in the order they came. */
export type Typed = ReadonlyMap<string, readonly string[]>
/** The same as a tree: `lines.0.qty` stands in a list, `attr.size` under `attributes`. */
export type TypedTree = { readonly [name: string]: TypedTree | readonly string[] }

/** Names every form may carry that are not its own: its key, which button was pressed, what to ask without a script. */
export const ofThePage: ReadonlySet<string> = new Set(['idempotencyKey', 'another', 'ask', 'cell'])

/** Longest chain of names and most names a form may have; beyond, it is nobody's form. */
const DEEPEST = 8
const MOST = 5000

/** Reads `application/x-www-form-urlencoded`. Throws RangeError for more names than any form has. */
export function readTyped(text: string): Typed {
  const typed = new Map<string, string[]>()
  for (const [name, value] of new URLSearchParams(text)) {
    const before = typed.get(name)
    if (before) before.push(value)
    else typed.set(name, [value])
    if (typed.size > MOST) throw new RangeError('too many names in a form')
  }
  return typed
}

/** Puts names with points into a tree. Trees have no prototype, so no name can be mistaken for something inherited. */
export function treeOf(typed: Typed): TypedTree {
  const root: Tree = Object.create(null)
  for (const [name, values] of typed) {
    const path = name.startsWith('attr.') ? ['attributes', name.slice(5)] : name.split('.').slice(0, DEEPEST)
    place(root, path, values)
  }
  return root
}

/** What was typed, as a form is given it again: one text, or a list where a name came more than once. */
export function typedValues(typed: Typed): Record<string, string | readonly string[]> {
  return Object.fromEntries(
    [...typed].map(([name, values]) => [name, values.length === 1 ? (values[0] ?? '') : values]),
  )
}

type Tree = { [name: string]: Tree | readonly string[] }

function place(at: Tree, [name = '', ...rest]: readonly string[], values: readonly string[]): void {
  if (rest.length === 0) {
    at[name] = values
    return
  }
  const below = at[name]
  const next: Tree = below && !Array.isArray(below) ? (below as Tree) : Object.create(null)
  at[name] = next
  place(next, rest, values)
}

import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import Handlebars from 'handlebars'
import { checkTemplate, type TemplateFault } from './check-template.js'
import type { Env } from './env.js'
import { makeHelpers } from './helpers/make-helpers.js'
import { factsOf, type TemplateFacts } from './template-facts.js'

export interface ViewFolder {
  /** The plugin's id; its templates are named `<id>/<file>`. */
  readonly id: string
  readonly dir: string
}

export interface Engine {
  /** Draws a view from plain data. Throws RangeError for a name nobody has. */
  render(view: string, data: object, env: Env): string
  has(view: string): boolean
  /** Everything that breaks the rules of templates, each with its file and line. */
  readonly faults: readonly TemplateFault[]
  /** What each view names: keys of texts, icons, slots, other views. */
  readonly facts: ReadonlyMap<string, TemplateFacts>
  /** Marks HTML that core made itself as clean. */
  clean(html: string): object
}

/**
 * Reads and compiles the templates of all plugins once. `strict` (tests, development) throws on a field that the data
 * does not have; otherwise such a field is empty.
 */
export function createEngine({ folders, strict }: { folders: readonly ViewFolder[]; strict: boolean }): Engine {
  const handlebars = Handlebars.create()
  const templates = new Map<string, HandlebarsTemplateDelegate>()
  const facts = new Map<string, TemplateFacts>()
  const faults: TemplateFault[] = []

  const render = (view: string, data: object, env: Env): string => {
    const template = templates.get(view)
    if (!template) throw new RangeError(`no view is called ${view}`)
    return template(data, { data: { env } })
  }
  const helpers = makeHelpers({ render, clean: (html) => new Handlebars.SafeString(html) })
  handlebars.registerHelper(helpers)
  const known = new Set(Object.keys(helpers))

  for (const { name, plugin, source } of folders.flatMap(readViews)) {
    const ast = parse(handlebars, name, source, faults)
    if (!ast) continue
    faults.push(...checkTemplate({ name, plugin, source, ast, helpers: known }))
    facts.set(name, factsOf(ast))
    const compiled = handlebars.compile(ast, { strict, preventIndent: true })
    templates.set(name, compiled)
    handlebars.registerPartial(name, compiled)
  }
  faults.push(...unknownViews(facts))
  return { render, has: (view) => templates.has(view), faults, facts, clean: (html) => new Handlebars.SafeString(html) }
}

interface Source {
  readonly name: string
  readonly plugin: string
  readonly source: string
}

function readViews({ id, dir }: ViewFolder): Source[] {
  if (!existsSync(dir)) return []
  return readdirSync(dir)
    .filter((file) => file.endsWith('.hbs'))
    .sort()
    .map((file) => ({ name: `${id}/${file.slice(0, -4)}`, plugin: id, source: readFileSync(join(dir, file), 'utf8') }))
}

function parse(
  handlebars: typeof Handlebars,
  name: string,
  source: string,
  faults: TemplateFault[],
): hbs.AST.Program | null {
  try {
    return parsedOnce(handlebars, name, source)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    faults.push({ view: name, line: Number(/line (\d+)/.exec(message)?.[1] ?? 1), rule: 'syntax', text: message })
    return null
  }
}

/** Another host of this process (a swap of plugins, a test) draws from the same texts: each is parsed once. */
const parsed = new Map<string, hbs.AST.Program>()

function parsedOnce(handlebars: typeof Handlebars, name: string, source: string): hbs.AST.Program {
  const key = `${name}\n${source}`
  const ast = parsed.get(key) ?? handlebars.parse(source, { srcName: name })
  parsed.set(key, ast)
  return ast
}

function unknownViews(facts: ReadonlyMap<string, TemplateFacts>): TemplateFault[] {
  return [...facts].flatMap(([view, { views }]) =>
    views
      .filter(({ name }) => !facts.has(name) && name !== '@partial-block')
      .map(({ name, line }) => ({ view, line, rule: 'unknown-view', text: `no view is called ${name}` })),
  )
}

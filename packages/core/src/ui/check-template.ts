import Handlebars from 'handlebars'
import { checkForms } from './check-forms.js'
import { checkMarkup } from './check-markup.js'

export interface TemplateFault {
  readonly view: string
  readonly line: number
  /** Kebab-case name of the broken rule. */
  readonly rule: string
  /** What stands there, in words for a developer. */
  readonly text: string
}

export interface CheckedTemplate {
  readonly name: string
  /** Id of the plugin it belongs to; ids in its markup begin with it, except in core. */
  readonly plugin: string
  readonly source: string
  readonly ast: hbs.AST.Program
  readonly helpers: ReadonlySet<string>
}

/** What a template may not say (see docs of the face): every fault with its line, none when it is sound. */
export function checkTemplate({ name, plugin, source, ast, helpers }: CheckedTemplate): TemplateFault[] {
  const expressions = new Expressions(helpers)
  expressions.accept(ast)
  const markup = masked(source)
  return [...expressions.faults, ...checkMarkup(markup, plugin), ...checkForms(source, markup)]
    .map((fault) => ({ view: name, ...fault }))
    .sort((a, b) => a.line - b.line)
}

export type Fault = Omit<TemplateFault, 'view'>

/** Markup alone: every expression becomes as many `\u0001`, lines stay where they are. */
function masked(source: string): string {
  const blank = (found: string) => found.replace(/[^\n]/g, '\u0001')
  return source
    .replace(/\{\{!--[\s\S]*?--\}\}/g, (found) => found.replace(/[^\n]/g, ' '))
    .replace(/\{\{\{?[\s\S]*?\}?\}\}/g, blank)
}

/** Helpers core's layout alone may call. */
const OF_LAYOUT = new Set(['scripts', 'script-texts'])

class Expressions extends Handlebars.Visitor {
  readonly faults: Fault[] = []
  private readonly helpers: ReadonlySet<string>

  constructor(helpers: ReadonlySet<string>) {
    super()
    this.helpers = helpers
  }

  override MustacheStatement(node: hbs.AST.MustacheStatement): void {
    const { line } = node.loc.start
    const { original } = node.path as hbs.AST.PathExpression
    const bare = node.params.length === 0 && !node.hash
    if (!node.escaped)
      this.faults.push({ line, rule: 'unescaped', text: `{{{${original}}}} prints markup nobody cleaned` })
    if (bare && this.helpers.has(original) && !NO_ARGUMENTS.has(original)) {
      this.faults.push({
        line,
        rule: 'helper-hides-field',
        text: `{{${original}}} is a helper; a field of that name is {{this.${original}}}`,
      })
    }
    if (OF_LAYOUT.has(original) && node.loc.source !== 'core/layout') {
      this.faults.push({ line, rule: 'layout-only', text: `{{${original}}} is for core's layout` })
    }
    super.MustacheStatement(node)
  }
}

const NO_ARGUMENTS: ReadonlySet<string> = new Set(['script-texts'])

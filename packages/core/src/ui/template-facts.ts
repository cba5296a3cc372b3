import Handlebars from 'handlebars'

export interface Named {
  readonly name: string
  readonly line: number
}

/** What a template names outright. What comes from data is found by nobody. */
export interface TemplateFacts {
  /** Locale keys given to `t`. */
  readonly keys: readonly Named[]
  readonly icons: readonly Named[]
  readonly slots: readonly Named[]
  readonly views: readonly Named[]
}

type Call = hbs.AST.MustacheStatement | hbs.AST.BlockStatement | hbs.AST.SubExpression

/** Reads the names out of a parsed template. */
export function factsOf(ast: hbs.AST.Program): TemplateFacts {
  const reader = new Reader()
  reader.accept(ast)
  return reader.facts
}

const FIRST = { t: 'keys', icon: 'icons', slot: 'slots' } as const

class Reader extends Handlebars.Visitor {
  readonly facts = { keys: [] as Named[], icons: [] as Named[], slots: [] as Named[], views: [] as Named[] }

  override MustacheStatement(node: hbs.AST.MustacheStatement): void {
    this.note(node)
    super.MustacheStatement(node)
  }

  override BlockStatement(node: hbs.AST.BlockStatement): void {
    this.note(node)
    super.BlockStatement(node)
  }

  override SubExpression(node: hbs.AST.SubExpression): void {
    this.note(node)
    super.SubExpression(node)
  }

  override PartialStatement(node: hbs.AST.PartialStatement): void {
    this.partial(node.name, node.loc.start.line)
    super.PartialStatement(node)
  }

  override PartialBlockStatement(node: hbs.AST.PartialBlockStatement): void {
    this.partial(node.name, node.loc.start.line)
    super.PartialBlockStatement(node)
  }

  private partial(name: hbs.AST.PathExpression | hbs.AST.SubExpression, line: number): void {
    if (name.type === 'PathExpression') this.facts.views.push({ name: (name as hbs.AST.PathExpression).original, line })
  }

  /** A helper's first word, and `icon="…"` wherever it is given. */
  private note(node: Call): void {
    const { line } = node.loc.start
    const helper = (node.path as hbs.AST.PathExpression).original as keyof typeof FIRST
    const kind = Object.hasOwn(FIRST, helper) ? FIRST[helper] : undefined
    const [first] = node.params
    if (kind && first?.type === 'StringLiteral')
      this.facts[kind].push({ name: (first as hbs.AST.StringLiteral).value, line })
    for (const { key, value } of node.hash?.pairs ?? []) {
      if (key === 'icon' && value.type === 'StringLiteral') {
        this.facts.icons.push({ name: (value as hbs.AST.StringLiteral).value, line })
      }
    }
  }
}

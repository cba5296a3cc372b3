import { parseArgs } from 'node:util'

/** What was typed after `berberis`: words that are no option, and options. */
export interface Args {
  readonly words: readonly string[]
  readonly options: Readonly<Record<string, string | boolean | undefined>>
}

/** Reads a command line. Throws TypeError for an option nobody knows. */
export function readArgs(argv: readonly string[]): Args {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      ahead: { type: 'boolean' },
      check: { type: 'boolean' },
      clock: { type: 'string' },
      config: { type: 'string' },
      email: { type: 'string' },
      example: { type: 'boolean' },
      expires: { type: 'string' },
      firm: { type: 'string' },
      from: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
      into: { type: 'string' },
      locale: { type: 'string' },
      login: { type: 'string' },
      name: { type: 'string' },
      on: { type: 'string' },
      over: { type: 'string' },
      'read-only': { type: 'boolean' },
      rehearse: { type: 'boolean' },
      restore: { type: 'string' },
      role: { type: 'string' },
      stdin: { type: 'boolean' },
      'tax-id': { type: 'string' },
      to: { type: 'string' },
      yes: { type: 'boolean' },
    },
  })
  return { words: positionals, options: values }
}

/** An option's text; throws MissingOption when it was not given. */
export function needed({ options }: Args, name: string): string {
  const value = options[name]
  if (typeof value === 'string' && value !== '') return value
  throw new MissingOption(`--${name}`)
}

/** The word at a place; throws MissingOption, naming what should stand there. */
export function word({ words }: Args, at: number, name: string): string {
  const value = words[at]
  if (value) return value
  throw new MissingOption(`<${name}>`)
}

/** Something the command cannot do without. */
export class MissingOption extends Error {}

/** The first line of standard input: a password that is in no shell history. */
export async function firstLine(input: AsyncIterable<Buffer | string>): Promise<string> {
  let text = ''
  for await (const chunk of input) {
    text += String(chunk)
    if (text.includes('\n')) break
  }
  return text.split(/\r?\n/)[0] ?? ''
}

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageOf } from '../host/package-of.js'
import type { Plugin } from '../plugin/define-plugin.js'
import { drawMarkdown } from './draw-markdown.js'

/** One help page in one language. */
export interface HelpText {
  /** Its first heading. */
  readonly title: string
  /** Drawn from Markdown; markup in the text stays text. */
  readonly html: string
}

const NAME = /^([a-z][a-z0-9-]*)\.(pl|en)\.md$/
const read = new WeakMap<object, ReadonlyMap<string, HelpText>>()

/** The help pages in a plugin's `help` folder by `<page>.<locale>`, read when first asked for. */
export function readHelp(plugin: Plugin): ReadonlyMap<string, HelpText> {
  const known = read.get(plugin)
  if (known) return known
  const folder = join(packageOf(plugin).folder, 'help')
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => NAME.test(name)) : []
  const texts = new Map(
    names.sort().map((name) => [name.slice(0, -3), drawn(readFileSync(join(folder, name), 'utf8'))]),
  )
  read.set(plugin, texts)
  return texts
}

function drawn(source: string): HelpText {
  return { title: /^# (.+)$/m.exec(source)?.[1]?.trim() ?? '', html: drawMarkdown(source) }
}

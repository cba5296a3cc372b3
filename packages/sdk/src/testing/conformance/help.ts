import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Subject } from './subject.js'

/** Screens of administration without help: `help/<page>.pl.md` and `.en.md`, each with a heading that names the page. */
export function helpFaults({ plugin, folder }: Subject): string[] {
  const screens = (plugin.menu ?? [])
    .filter(({ group }) => group === 'admin')
    .map(({ href }) => pageOf(plugin.id, href))
  return screens
    .flatMap((page) => ['pl', 'en'].map((locale) => `help/${page}.${locale}.md`))
    .filter((path) => !existsSync(join(folder, path)) || !/^# \S/.test(readFileSync(join(folder, path), 'utf8')))
    .map((path) => `${path} is missing or begins with no heading: what is the screen for, and what cannot be undone?`)
}

/** `/sales/units` → `units`; the screen at the plugin's own address is called like the plugin. */
function pageOf(id: string, href: string): string {
  const [first = '', second] = href.split('?')[0]?.split('/').slice(1) ?? []
  return first === id ? (second ?? id) : first
}

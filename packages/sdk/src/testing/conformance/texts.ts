import type { Host } from '@berberis/core'
import { keysOf } from './codes.js'
import type { Subject } from './subject.js'

const LANGUAGES = ['pl', 'en'] as const

/** Texts that one language lacks, plural forms that are missing, keys that views and sources name and nobody wrote. */
export function textFaults({ face }: Host, { plugin, sources }: Subject): string[] {
  const own = face.locales.faults.filter((fault) => fault.startsWith(`${plugin.id}:`))
  const views = viewsOf(face, plugin.id).flatMap(([view, { keys }]) =>
    keys.map(({ name, line }) => ({ key: name, at: `views/${view.slice(plugin.id.length + 1)}.hbs:${line}` })),
  )
  const missing = [...views, ...keysOf(sources)].flatMap(({ key, at }) =>
    LANGUAGES.filter((language) => !face.locales.messages[language].has(key)).map(
      (language) => `${at} says ${key}, which ${language}.json does not have`,
    ),
  )
  return [...own, ...missing]
}

/** What a template may not say, partials and slots nobody has. */
export function templateFaults({ face, kernel }: Host, { plugin }: Subject): string[] {
  const broken = face.engine.faults
    .filter(({ view }) => view.startsWith(`${plugin.id}/`))
    .map(({ view, line, rule, text }) => `views/${view.slice(plugin.id.length + 1)}.hbs:${line} ${text} (${rule})`)
  const slots = viewsOf(face, plugin.id).flatMap(([view, facts]) =>
    facts.slots
      .filter(({ name }) => !kernel.registry.slots.has(name))
      .map(
        ({ name, line }) =>
          `views/${view.slice(plugin.id.length + 1)}.hbs:${line} names the slot ${name}, which nobody declares`,
      ),
  )
  return [...broken, ...slots]
}

function viewsOf({ engine }: Host['face'], id: string) {
  return [...engine.facts].filter(([view]) => view.startsWith(`${id}/`))
}

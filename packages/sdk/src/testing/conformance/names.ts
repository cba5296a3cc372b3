import type { Plugin } from '@berberis/core'

const KEBAB = '[a-z][a-z0-9]*(-[a-z0-9]+)*'

/** Ids that do not begin with the plugin's own, are not kebab-case, or stand twice. They are promises, hence this early. */
export function nameFaults(plugin: Plugin): string[] {
  const { id } = plugin
  const named = namesOf(plugin)
  const shape = new RegExp(`^${id}(\\.${KEBAB})+$`)
  const seen = new Set<string>()

  return named.flatMap(({ what, name, free }) => {
    const twice = seen.has(`${what} ${name}`)
    seen.add(`${what} ${name}`)
    const wrong = free ? !new RegExp(`^${KEBAB}$`).test(name) : !shape.test(name)
    const example = free ? 'a kebab-case word' : `${id}.kebab-case`
    return [
      ...(wrong ? [`${what} ${name} should be ${example}`] : []),
      ...(twice ? [`${what} ${name} is declared twice`] : []),
    ]
  })
}

interface Named {
  readonly what: string
  readonly name: string
  /** Unique within the plugin only, so it carries no prefix. */
  readonly free?: boolean
}

function namesOf(plugin: Plugin): Named[] {
  const all = (what: string, parts: readonly { readonly id: string }[] = []): Named[] =>
    parts.map(({ id }) => ({ what, name: id }))
  const free = (what: string, parts: readonly { readonly name: string }[] = []): Named[] =>
    parts.map(({ name }) => ({ what, name, free: true }))

  return [
    ...all('permission', Object.values(plugin.permissions)),
    ...all('entity', plugin.entities),
    ...all('list', plugin.lists),
    ...all('series', plugin.series),
    ...all('hook', plugin.hooks),
    ...all('slot', plugin.slots),
    ...all('errand', plugin.errands),
    ...all('job', plugin.jobs),
    ...free('listener', plugin.listeners),
    ...free('schedule', plugin.schedules),
    ...free(
      'fill',
      plugin.fills?.map(({ slotId, name }) => ({ name: `${slotId.replaceAll('.', '-')}-${name}` })),
    ),
  ]
}

import { lineAt, type Source } from './subject.js'

/** A key of a text that a source names outright: in `ctx.t('…')`, as a Refusal's code or as a field's. */
export interface NamedKey {
  readonly key: string
  readonly at: string
}

const PLACES = [
  /\bt\(\s*'([a-z][\w-]*(?:\.[\w-]+)+)'/g,
  /\bnew Refusal\(\s*'([^']+)'/g,
  /\brefuseFields\([^)]*,\s*'([^']+)'\s*\)/g,
  /\bcode:\s*'([a-z][\w-]*\.[\w.-]+)'/g,
] as const

/** Keys named in sources; those put together at run time are found when they are used (the test host throws on a missing one). */
export function keysOf(sources: readonly Source[]): NamedKey[] {
  return sources
    .filter(({ isTest }) => !isTest)
    .flatMap(({ path, text }) =>
      PLACES.flatMap((place) =>
        [...text.matchAll(place)].map((found) => ({
          key: found[1] ?? '',
          at: `src/${path}:${lineAt(text, found.index)}`,
        })),
      ),
    )
}

import type { Ctx } from '../ctx.js'
import { FILE_KINDS, type FilesAsked } from './case-files.js'
import { directions } from './options.js'

export interface Filter {
  readonly label: string
  readonly href: string
  readonly current: boolean
}

/** Links that narrow the files of a case by what they are and which way they went; each keeps to what the other says. */
export function fileFilters(
  ctx: Ctx,
  base: string,
  asked: FilesAsked,
): { readonly kinds: readonly Filter[]; readonly ways: readonly Filter[] } {
  const link = (change: FilesAsked, label: string, current: boolean): Filter => {
    const wanted = { ...asked, ...change }
    const query = new URLSearchParams(
      Object.entries(wanted).flatMap(([key, value]): [string, string][] => (value ? [[key, String(value)]] : [])),
    )
    return { label, current, href: query.size === 0 ? base : `${base}?${query.toString()}` }
  }
  const kinds = [...Object.keys(FILE_KINDS), 'other'] as NonNullable<FilesAsked['kind']>[]

  return {
    kinds: [
      link({ kind: undefined }, ctx.t('core.files.all'), asked.kind === undefined),
      ...kinds.map((kind) => link({ kind }, ctx.t(`core.files.kind.${kind}`), asked.kind === kind)),
    ],
    ways: [
      link({ direction: undefined }, ctx.t('core.files.all'), asked.direction === undefined),
      ...directions.map(({ key, label }) =>
        link({ direction: key as 'in' | 'out' }, ctx.t(label), asked.direction === key),
      ),
    ],
  }
}

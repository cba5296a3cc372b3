import type { Ctx } from '../ctx.js'
import { fold } from '../text/fold.js'
import { queryWords } from '../text/search-words.js'
import { markWords, type MarkedPart } from './mark-words.js'
import { search, type FoundGroup } from './search.js'

export interface PaletteItem {
  readonly href: string
  readonly icon: string | undefined
  readonly label: string
  readonly sub: string | undefined
  readonly marked: readonly MarkedPart[]
}

export interface PaletteGroup {
  readonly label: string
  readonly items: readonly PaletteItem[]
}

const PLACES = 6

/** What the palette shows for words: things to make, places to go, records by kind, rows of plugins; only what one may. */
export async function palette(ctx: Ctx, q: string): Promise<readonly PaletteGroup[]> {
  const words = queryWords(q)
  const commands = [
    commandGroup(ctx, 'core.palette.create', createEntries(ctx), q),
    commandGroup(ctx, 'core.palette.go', menuEntries(ctx), q),
  ]
  if (words.length === 0) return commands.filter(({ items }) => items.length > 0)

  const { groups, others } = await search(ctx, q)
  const records = groups.map((group) => recordGroup(ctx, group, words))
  const rows = others.map(({ label, line, href, icon }) => ({
    label,
    sub: line,
    href,
    icon,
    marked: markWords(label, words),
  }))
  return [...commands, ...records, { label: ctx.t('core.palette.more'), items: rows }].filter(
    ({ items }) => items.length > 0,
  )
}

interface Entry {
  readonly label: string
  readonly href: string
  readonly icon: string
}

function createEntries(ctx: Ctx): readonly Entry[] {
  return ctx.registry.plugins.flatMap(({ create = [] }) => create).filter(({ permission }) => ctx.can(permission))
}

function menuEntries(ctx: Ctx): readonly Entry[] {
  return ctx.registry.plugins.flatMap(({ menu = [] }) => menu).filter(({ permission }) => ctx.can(permission))
}

function commandGroup(ctx: Ctx, label: string, entries: readonly Entry[], q: string): PaletteGroup {
  const wanted = fold(q)
  const named = entries.map(({ label: key, href, icon }) => ({ label: ctx.t(key), href, icon, sub: undefined }))
  const found = named.filter((entry) => wanted === '' || fold(entry.label).includes(wanted))
  return {
    label: ctx.t(label),
    items: found.slice(0, PLACES).map((entry) => ({ ...entry, marked: markWords(entry.label, [wanted]) })),
  }
}

function recordGroup(ctx: Ctx, { entity: id, count, over, items }: FoundGroup, words: readonly string[]): PaletteGroup {
  const entity = ctx.registry.entity(id)
  const list = ctx.registry.plugins.flatMap(({ lists = [] }) => lists).find(({ of }) => of.id === id)
  const name = ctx.t(list ? (list.title ?? list.id) : id)
  return {
    label: `${name} · ${count}${over ? '+' : ''}`,
    items: items.map(({ label, line, href }) => ({
      label,
      sub: line ?? undefined,
      href,
      icon: entity?.icon,
      marked: markWords(label, words),
    })),
  }
}

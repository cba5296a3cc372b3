import { gathering } from '../plugin/hooks.js'

/** A row of the palette for something that is no record: a help page, a report, a setting. */
export interface SearchRow {
  readonly label: string
  readonly line: string
  readonly href: string
  readonly icon: string
}

/** At most five rows, in a tenth of a second, for the folded words somebody typed. Not asked for lists and pickers. */
export const searchRows = gathering<SearchRow, { words: readonly string[]; q: string }>('core.search-rows')

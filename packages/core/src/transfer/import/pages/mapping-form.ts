import type { Ctx } from '../../../ctx.js'
import type { RefusedForm } from '../../../plugin/routes.js'
import { guessSettings } from '../guess-mapping.js'
import { headingsOf, settingsOf, type ImportRow, type ImportSettings } from '../import-row.js'
import { importableOf, type ImportField } from '../importable.js'

/** Lines in which texts for empty cells can be said at once. */
const FALLBACKS = 4
const SHOWN_SAMPLES = 3

/** The form in which one says what each heading fills, as it was said before or as it is guessed. */
export async function mappingForm(ctx: Ctx, row: ImportRow, refused?: RefusedForm) {
  const importable = await importableOf(ctx, row.entity)
  const headings = headingsOf(row)
  const settings = settingsOf(row) ?? (await guessSettings(ctx, importable, headings))
  const typed = (name: string) => refused?.values[name] as string | undefined
  const chosen = new Map(settings.mapping)
  const samples = JSON.parse(row.samples) as string[][]
  const filled = new Set(chosen.values())
  const options = (value: string | undefined) =>
    importable.fields.map(({ name, label, field }) => ({
      value: name,
      label: field.required ? `${label} *` : label,
      selected: name === value,
    }))

  return {
    action: `/imports/${row.id}`,
    errors: (refused?.errors ?? []).map(({ path, message }) => ({
      message: path.startsWith('mapping.') ? `${path.slice('mapping.'.length)}: ${message}` : message,
    })),
    columns: headings.map((heading, at) => ({
      heading,
      headingName: `columns.${at}.heading`,
      fieldName: `columns.${at}.field`,
      samples: samples
        .map((cells) => cells[at] ?? '')
        .filter((text) => text !== '')
        .slice(0, SHOWN_SAMPLES),
      options: options(typed(`columns.${at}.field`) ?? chosen.get(heading)),
    })),
    missing: importable.fields.filter((field) => isMissing(field, filled, settings)).map(({ label }) => label),
    matches: importable.fields
      .filter(({ matches }) => matches)
      .map(({ name, label }) => ({ value: name, label, selected: name === (typed('match') ?? settings.match) })),
    modes: pick(ctx, 'mode', ['both', 'create', 'update'], typed('mode') ?? settings.mode),
    empties: pick(ctx, 'empty', ['keep', 'clear'], typed('emptyCells') ?? settings.emptyCells),
    fallbacks: Array.from({ length: Math.max(FALLBACKS, settings.defaults.length) }, (_none, at) => {
      const [name, text] = settings.defaults[at] ?? []
      return {
        fieldName: `fallbacks.${at}.field`,
        textName: `fallbacks.${at}.text`,
        options: options(typed(`fallbacks.${at}.field`) ?? name),
        text: typed(`fallbacks.${at}.text`) ?? text ?? '',
      }
    }),
  }
}

/** A field that new records must have, and that neither a heading nor a default fills. */
function isMissing({ name, field }: ImportField, filled: ReadonlySet<string>, { defaults }: ImportSettings): boolean {
  const given = field.default !== undefined && field.default !== null
  return field.required && !given && !filled.has(name) && !defaults.some(([defaulted]) => defaulted === name)
}

function pick(ctx: Ctx, subject: string, values: readonly string[], current: string) {
  return values.map((value) => ({
    value,
    label: ctx.t(`core.import.${subject}.${value}`),
    selected: value === current,
  }))
}

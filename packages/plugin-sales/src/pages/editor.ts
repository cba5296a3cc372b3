import { formView, Refusal, type Ctx, type Form, type FormView, type RefusedForm } from '@berberis/sdk'
import type { TypedDiscount } from '../typed-line.js'
import { calculate, type Calculation } from '../services/calculate.js'
import { buyerRows } from './buyer-rows.js'
import { discountErrors, discountView, isOfDiscount } from './document-discount.js'
import { asTyped, foundLines, withEmptyLine, type EditorLine } from './editor-lines.js'
import { gridOf } from './grid.js'
import { withFaultPlaces } from './head-faults.js'
import { issueQuestion } from './issue-question.js'
import { sumsOf } from './outputs.js'

export type Values = Readonly<Record<string, unknown>>

export interface EditorAbout {
  readonly form: Form
  /** What the head starts with, as JSON, by the names it is sent under. */
  readonly values: Values
  readonly lines: readonly EditorLine[]
  readonly discount: TypedDiscount | null
  readonly head: Pick<Calculation, 'method' | 'vatRounding' | 'language' | 'day' | 'orderId'>
  readonly action: string
  readonly cancel: string
  readonly calculation: string
  readonly version: number | null
  /** By when and how it is paid, for the summary; of a document only. */
  readonly terms?: readonly string[]
  readonly refused?: RefusedForm | undefined
}

/** The editor of an order or a document: head, line grid, sums; everything as text for its view. */
export async function editorView(ctx: Ctx, about: EditorAbout) {
  const { refused } = about
  const lines = withEmptyLine(await foundLines(ctx, about.lines))
  const { discount } = about
  const calculated = await calculate(ctx, { ...about.head, discount, lines: asTyped(lines) })
  const errors = refused?.errors ?? []
  const known = new Set(errors.map(({ path }) => path))
  const faults = [...errors, ...calculated.faults.filter(({ path }) => !known.has(path))]
  const form = await formView(ctx, about.form, {
    values: about.values,
    refused: refused && { ...refused, errors: errors.filter((error) => !isLine(error.path) && !isOfDiscount(error)) },
    action: about.action,
    cancel: about.cancel,
    fresh: about.version === null,
  })
  return {
    action: about.action,
    cancel: about.cancel,
    calculation: about.calculation,
    version: versionOf(about),
    draft: form.draft ? { ...form.draft, older: isOlder(about) } : null,
    head: withFaultPlaces(form.groups[0]?.fields ?? []),
    more: withFaultPlaces(form.groups.slice(1).flatMap(({ fields }) => fields)),
    errors: [...form.errors, ...lineErrors(ctx, errors), ...discountErrors(ctx, errors)],
    discount: discountView(discount, faults),
    ...(await gridOf(ctx, lines, calculated, { faults, orderId: about.head.orderId })),
    sums: sumsOf(ctx, { ...calculated, terms: about.terms }),
    /** Before it is issued. */
    ask: issueQuestion(ctx, calculated),
    buyerRows: await buyerRows(ctx, chosenIn(form, 'contractorId') ?? about.values.contractorId),
  }
}

/** What was typed began from the version it carries; only after a conflict from the one there is now. */
function versionOf({ version, refused }: EditorAbout): number | null {
  const began = Number(refused?.values.version)
  return refused && refused.status !== 409 && version !== null && began > 0 ? began : version
}

/** Whether somebody changed the draft since what was typed into it began. */
function isOlder(about: EditorAbout): boolean {
  return about.refused?.draft !== undefined && versionOf(about) !== about.version
}

/** What a field of the head has as it is drawn: a search may have found it just now. */
function chosenIn({ groups }: FormView, name: string): string | readonly string[] | undefined {
  return groups.flatMap(({ fields }) => fields).find((field) => field.name === name)?.value
}

/** A draft only: what was placed or issued has no editor any more. */
export function mustBeDraft({ state }: { readonly state: string }, code: string): void {
  if (state !== 'draft') throw new Refusal(code)
}

export function refusedDiscount(values: RefusedForm['values']): TypedDiscount {
  const text = (name: string) => String(values[name] ?? '')
  return { type: text('discount.type') === 'amount' ? 'amount' : 'percent', value: text('discount.value') }
}

/** What a calculation takes of a head whose texts were not read: what it cannot use is as if it had not been typed. */
export function calculationHead(values: Values) {
  return {
    method: oneOf(values.method, 'net', 'gross'),
    vatRounding: oneOf(values.vatRounding, 'perRate', 'perLine'),
    language: oneOf(values.language, 'pl', 'en'),
    day: dayOrNull(values.soldOn) ?? dayOrNull(values.issuedOn) ?? dayOrNull(values.day),
  }
}

export function oneOf<T extends string>(value: unknown, ...allowed: readonly [T, ...T[]]): T {
  return allowed.find((one) => one === value) ?? allowed[0]
}

export function dayOrNull(value: unknown): string | null {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : null
}

const isLine = (path: string) => /^lines\.\d+\./.test(path)

/** Lines of the summary for the grid, each a link to its input. */
function lineErrors(ctx: Ctx, errors: RefusedForm['errors']): FormView['errors'] {
  return errors
    .filter(({ path }) => isLine(path))
    .map(({ path, message }) => {
      const [, at = '0', field = ''] = path.split('.')
      return {
        href: `#sales-line-${at}-${field}`,
        label: ctx.t('sales.line', { no: Number(at) + 1 }),
        message,
      }
    })
}

import type { Ctx, FormView, RefusedForm } from '@berberis/sdk'
import type { TypedDiscount } from '../typed-line.js'

interface Fault {
  readonly path: string
  readonly message: string
}

/** Whether something is told of the discount on the whole, and so at its field. */
export function isOfDiscount({ path }: Pick<Fault, 'path'>): boolean {
  return path === 'discount' || path.startsWith('discount.')
}

/** The discount on the whole as its field has it, with what is wrong with it. */
export function discountView(discount: TypedDiscount | null, faults: readonly Fault[]) {
  return { value: discount?.value ?? '', percent: discount?.type !== 'amount', ...discountFault(faults) }
}

/** What is wrong with the discount on the whole, '' for nothing; each thing said once. */
export function discountFault(faults: readonly Fault[]) {
  return { outFault: [...new Set(faults.filter(isOfDiscount).map(({ message }) => message))].join(' ') }
}

/** Lines of the summary for the discount on the whole, each a link to its input. */
export function discountErrors(ctx: Ctx, errors: RefusedForm['errors']): FormView['errors'] {
  return errors
    .filter(isOfDiscount)
    .map(({ message }) => ({ href: '#sales-discount-value', label: ctx.t('sales.discount.whole'), message }))
}

import type { Ctx, PageOptions, RefusedForm } from '@berberis/sdk'

/** The part of a reply that shows a page, or leads to one. */
export interface Pager {
  page(view: string, data: object, options: PageOptions): Promise<never>
  saved(data: object, at: string): Promise<never>
}

/** Shows the page of a form again. One for its page and for all that take it: so a draft of it is found, and goes. */
export type Again = (
  request: { readonly ctx: Ctx; readonly params: unknown },
  reply: Pager,
  refused: RefusedForm,
) => Promise<unknown>

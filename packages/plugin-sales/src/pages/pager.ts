import type { PageOptions } from '@berberis/sdk'

/** The part of a reply that shows a page, or leads to one. */
export interface Pager {
  page(view: string, data: object, options: PageOptions): Promise<never>
  saved(data: object, at: string): Promise<never>
}

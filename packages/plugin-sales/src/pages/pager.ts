import type { PageOptions } from '@berberis/sdk'

/** The part of a reply that shows a page. */
export interface Pager {
  page(view: string, data: object, options: PageOptions): Promise<never>
}

import type { Ctx } from '../ctx.js'
import { permissionOf } from '../entity/policy.js'
import { may } from '../permissions.js'
import type { List } from '../plugin/lists.js'
import type { ListView } from '../ui/views.js'
import { hrefWith, type Address } from './address.js'

/** The assistant, with the entity chosen. */
export function importHrefOf(ctx: Ctx, { of }: List): string | undefined {
  const edit = permissionOf(of, 'edit')
  const allowed = ctx.can(may.importLists) && (edit === 'signed-in' || ctx.can(edit))
  return of.importBy && allowed ? `/imports/new?entity=${of.id}` : undefined
}

/** All rows of the address, whatever page one looks at. */
export function exportsOf(ctx: Ctx, base: string, address: Address): ListView['exports'] {
  return ['csv', 'xlsx'].map((format) => ({
    label: ctx.t(`core.export.${format}`),
    href: hrefWith(`${base}/export`, address, { limit: null, format }),
    // A long workbook leads to the page of a job, which a browser told to save it would save.
    saved: format === 'csv',
  }))
}

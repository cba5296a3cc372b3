import type { Ctx } from '@berberis/sdk'

/** The way to the page on which one record is shared, among its further actions; for whoever may edit it. */
export const shareEntry = (ctx: Ctx, entity: 'sales.document' | 'sales.order', id: number) => ({
  label: ctx.t('core.shares.action'),
  href: `/shares/${entity}/${id}`,
  icon: 'user-plus',
  post: false,
  hidden: [],
  ask: null,
  danger: false,
})

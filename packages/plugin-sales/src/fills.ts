import { caseTabs, contractorTabs, fill, homeTiles, seen } from '@berberis/sdk'
import { salesDocument } from './entities/sales-document.js'
import { may } from './permissions.js'

/** What sales shows on the pages of others. */
export const fills = [
  fill(contractorTabs, {
    name: 'sales',
    label: 'sales.tab',
    icon: 'file-invoice',
    permission: may.readDocuments,
    href: ({ contractor }) => `/sales/panels/contractor?contractor=${contractor.id}`,
    count: (ctx, { contractor }) => seen(ctx, salesDocument).where({ contractorId: contractor.id }).resultSize(),
  }),
  fill(caseTabs, {
    name: 'sales',
    label: 'sales.tab',
    icon: 'file-invoice',
    permission: may.readDocuments,
    href: (about) => `/sales/panels/case?case=${about.case.id}`,
    count: (ctx, about) => seen(ctx, salesDocument).where({ caseId: about.case.id }).resultSize(),
  }),
  fill(homeTiles, {
    name: 'month',
    label: 'sales.tile.month',
    icon: 'file-invoice',
    permission: may.readDocuments,
    size: 's',
    href: () => '/sales/panels/month',
  }),
]

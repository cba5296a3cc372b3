import type { Option } from '@berberis/sdk'

/** Whether prices are net (the custom between taxpayers) or gross (consumers). */
export const methods = (of: string): readonly Option[] => [
  { key: 'net', label: `${of}.method.net` },
  { key: 'gross', label: `${of}.method.gross` },
]

export const discountTypes: readonly Option[] = [
  { key: 'percent', label: 'sales.discount.percent' },
  { key: 'amount', label: 'sales.discount.amount' },
]

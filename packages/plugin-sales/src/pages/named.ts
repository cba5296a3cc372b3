import type { Presented } from '@berberis/sdk'

/** A reference as a link; a hidden or absent one has neither name nor address. */
export interface Named {
  readonly id: number | null
  readonly label: string
  readonly href: string | null
}

const PATHS: Readonly<Record<string, string>> = {
  contractor: '/contractors',
  case: '/cases',
  order: '/sales/orders',
}

/** The reference `name` of a presented record. */
export function asRef(data: Presented | Readonly<Record<string, unknown>>, name: string): Named {
  const ref = (data as Readonly<Record<string, unknown>>)[name]
  if (typeof ref !== 'object' || ref === null || !('label' in ref) || !('id' in ref))
    return { id: null, label: '', href: null }
  const id = Number(ref.id)
  const path = PATHS[name]
  return { id, label: String(ref.label), href: path ? `${path}/${id}` : null }
}

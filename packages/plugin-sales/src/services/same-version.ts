import { Refusal } from '@berberis/sdk'

/** 409 `core.conflict` when the record was written since the reader saw it; nothing given: nothing is claimed. */
export function sameVersion(record: { readonly version: number }, version: number | undefined): void {
  if (version !== undefined && version !== record.version) throw new Refusal('core.conflict', { status: 409 })
}

import type { Entity } from '../plugin/entity.js'

/** Whether an entity's records are found: it marks a field, or says more words; parts are found with what they follow. */
export function isSearchable(entity: Entity): boolean {
  if (entity.part) return false
  return entity.searchMore !== undefined || Object.values(entity.fields).some(({ search }) => search !== undefined)
}

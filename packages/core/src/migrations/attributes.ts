import type { Migration } from '../plugin/migrations.js'
import { attributeDefaultLong, attributeTypeMore } from './0380-attribute-type-more.js'
import { attributeOrdinal, attributeStale } from './0382-attribute-ordinal.js'
import { attributeValueMore } from './0384-attribute-value-more.js'
import { attributeUnique } from './0385-attribute-unique.js'

/** 0380–0399: attributes of every kind, sets that are reordered and merged, values that are unique. */
export const attributeMigrations: readonly Migration[] = [
  attributeTypeMore,
  attributeDefaultLong,
  attributeOrdinal,
  attributeStale,
  attributeValueMore,
  attributeUnique,
]

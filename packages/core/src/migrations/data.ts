import type { Migration } from '../plugin/migrations.js'
import { revision } from './0001-revision.js'
import { series } from './0002-series.js'
import { counter } from './0003-counter.js'
import { audit } from './0004-audit.js'
import { attributeType } from './0005-attribute-type.js'
import { attributeItem } from './0006-attribute-item.js'
import { attributeValue } from './0007-attribute-value.js'
import { searchRecord } from './0008-search-record.js'
import { searchWord } from './0009-search-word.js'
import { searchPart } from './0010-search-part.js'
import { searchHit } from './0011-search-hit.js'
import { attributeFolded } from './0012-attribute-folded.js'
import { attributeFoldedOrder } from './0013-attribute-folded-order.js'
import { searchHitKind } from './0014-search-hit-kind.js'

/** 0001–0049: what every described record leans on. */
export const dataMigrations: readonly Migration[] = [
  revision,
  series,
  counter,
  audit,
  attributeType,
  attributeItem,
  attributeValue,
  searchRecord,
  searchWord,
  searchPart,
  searchHit,
  attributeFolded,
  attributeFoldedOrder,
  searchHitKind,
]

import type { Migration } from '../plugin/migrations.js'
import { contractorRoleTable } from './0400-contractor-role.js'
import { firstContractorRoles } from './0401-contractor-roles.js'
import { contractorCompared } from './0402-contractor-compared.js'
import { contractorPairTable } from './0403-contractor-pair.js'
import { contractorPairs } from './0404-contractor-pairs.js'
import { contractorLikenessTable } from './0405-contractor-likeness.js'
import { contractorMergeTable } from './0406-contractor-merge.js'
import { personMoved } from './0407-person-moved.js'
import { contractorOfKind } from './0408-contractor-of-kind.js'

/** What came later to contractors: roles as rows, what finds those that are there twice. */
export const contractorMigrations: readonly Migration[] = [
  contractorRoleTable,
  firstContractorRoles,
  contractorCompared,
  contractorPairTable,
  contractorPairs,
  contractorLikenessTable,
  contractorMergeTable,
  personMoved,
  contractorOfKind,
]

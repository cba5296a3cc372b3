import type { Migration } from '../plugin/migrations.js'
import { contractorRoleTable } from './0400-contractor-role.js'
import { firstContractorRoles } from './0401-contractor-roles.js'

/** What came later to contractors: their roles as rows. */
export const contractorMigrations: readonly Migration[] = [contractorRoleTable, firstContractorRoles]

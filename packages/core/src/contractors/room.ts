import type { Room } from '../rooms.js'
import { may } from '../permissions.js'
import { every } from '../plugin/schedules.js'
import { contractorImport } from './contractor-import.js'
import { contractorList } from './contractor-list.js'
import { contractor } from './contractor.js'
import {
  contractorActions,
  contractorCounts,
  contractorFacts,
  contractorKindChanged,
  contractorMerged,
  contractorPanels,
  contractorSide,
  contractorTabs,
} from './hooks.js'
import { movesBack } from './merging/moves-entry.js'
import { contractorErased, legalHolds, personalData } from './privacy/hooks.js'
import { contractorParts } from './part-forms.js'
import { contractorRole } from './roles/contractor-role.js'
import { contractorRolesRoutes } from './routes/contractor-roles.js'
import { contractors } from './routes/contractors.js'
import { deactivation } from './routes/deactivation.js'
import { contractorCandidates, duplicates } from './routes/duplicates.js'
import { contractorMerges } from './routes/merges.js'
import { personMoves } from './routes/person-moves.js'
import { privacyOf } from './routes/privacy.js'
import { partAddress, parts } from './routes/parts.js'
import { compareContractors } from './services/compare-contractors.js'

/** Contractors with their departments, persons, addresses, numbers and accounts. */
export const contractorsRoom: Room = {
  entities: [contractor, ...contractorParts.map(({ entity }) => entity), contractorRole],
  lists: [contractorList],
  hooks: [
    contractorFacts,
    contractorCounts,
    contractorMerged,
    contractorKindChanged,
    personalData,
    legalHolds,
    contractorErased,
  ],
  imports: [contractorImport],
  slots: [contractorTabs, contractorPanels, contractorSide, contractorActions],
  routes: {
    '/contractors': async (app) => {
      await contractors(app)
      await duplicates(app)
      await deactivation(app)
      await personMoves(app)
      await parts(app)
      await privacyOf('core.contractor')(app)
    },
    '/contractor-candidates': contractorCandidates,
    '/contractor-merges': contractorMerges,
    '/contractor-roles': contractorRolesRoutes,
    ...Object.fromEntries(contractorParts.map((part) => [`/${part.noun}`, partAddress(part)])),
    '/persons': async (app) => {
      for (const part of contractorParts.filter(({ noun }) => noun === 'persons')) await partAddress(part)(app)
      await privacyOf('core.person')(app)
    },
  },
  reversals: [movesBack],
  schedules: [every('5 minutes', 'compare-contractors', compareContractors)],
  menu: [
    {
      group: 'work',
      label: 'core.contractors',
      href: '/contractors',
      rank: 20,
      icon: 'address-book',
      permission: may.readContractors,
      key: 'k',
    },
    {
      group: 'work',
      label: 'core.contractors.duplicates',
      href: '/contractors/duplicates',
      rank: 80,
      icon: 'copy',
      permission: may.editContractors,
    },
    {
      group: 'admin',
      label: 'core.contractor-roles',
      href: '/contractor-roles',
      rank: 22,
      icon: 'tag',
      permission: may.manageAttributes,
    },
  ],
  create: [
    { label: 'core.contractors.new', href: '/contractors/new', icon: 'user-plus', permission: may.editContractors },
  ],
}

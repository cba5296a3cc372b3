import type { Migration } from '../plugin/migrations.js'
import { contractorTable } from './0200-contractor.js'
import { contractorRoleLinkTable } from './0201-contractor-role-link.js'
import { departmentTable } from './0202-department.js'
import { personTable } from './0203-person.js'
import { addressTable } from './0204-address.js'
import { contactTable } from './0205-contact.js'
import { bankAccountTable } from './0206-bank-account.js'
import { contractorActive } from './0207-contractor-active.js'
import { contractorInTown } from './0208-contractor-in-town.js'
import { caseTable } from './0210-case.js'
import { caseOpen } from './0211-case-open.js'
import { caseOfContractor } from './0212-case-of-contractor.js'
import { eventTypeTable } from './0220-event-type.js'
import { eventTable } from './0221-event.js'
import { eventDue } from './0222-event-due.js'
import { blobTable } from './0230-blob.js'
import { attachmentTable } from './0231-attachment.js'

/** Tables of contractors, cases, events and files. */
export const workMigrations: readonly Migration[] = [
  contractorTable,
  contractorRoleLinkTable,
  departmentTable,
  personTable,
  addressTable,
  contactTable,
  bankAccountTable,
  contractorActive,
  contractorInTown,
  caseTable,
  caseOpen,
  caseOfContractor,
  eventTypeTable,
  eventTable,
  eventDue,
  blobTable,
  attachmentTable,
]

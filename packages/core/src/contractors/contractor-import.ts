import { email, phone, text, yesNo } from '../plugin/fields.js'
import { importing } from '../plugin/importing.js'
import { contractor } from './contractor.js'
import { createContractor } from './services/create-contractor.js'
import { saveImportedContractor } from './services/save-imported-contractor.js'

/** A contractor with what people put on the same line: the address of its seat, its phone and e-mail. */
export const contractorImport = importing(contractor, {
  fields: {
    street: text({ maxLength: 300, sortKey: false }),
    postalCode: text({ maxLength: 20, sortKey: false }),
    // Lists call it by the town of the contractor, and a list that was exported comes in again.
    town: text({ maxLength: 100, sortKey: false, label: 'core.contractor.city' }),
    phone: phone(),
    email: email(),
    acceptDuplicates: yesNo({ label: 'core.import.accept-duplicates' }),
  },
  headings: {
    name: ['Nazwa', 'Firma', 'Nazwa kontrahenta', 'Company', 'Name'],
    taxId: ['NIP', 'Tax ID', 'VAT number'],
    street: ['Ulica', 'Adres', 'Street', 'Address'],
    postalCode: ['Kod', 'Kod pocztowy', 'Postal code', 'Postcode', 'ZIP'],
    town: ['Miejscowość', 'Miasto', 'Town', 'City'],
    phone: ['Telefon', 'Tel.', 'Telefon kontaktowy', 'Phone', 'Telephone'],
    email: ['E-mail', 'Email', 'Mail', 'Adres e-mail'],
  },
  create: createContractor,
  save: saveImportedContractor,
})

import { choice, instant } from '../plugin/fields.js'
import { importing } from '../plugin/importing.js'
import { caseEntity } from './case.js'
import { event } from './event.js'
import { eventStates } from './options.js'
import { createEvent } from './services/create-event.js'
import { openCase } from './services/open-case.js'

/** A case takes the next number of its series. */
export const caseImport = importing(caseEntity, { create: openCase })

/** An event that is planned, or one that was done elsewhere and is only noted here. */
export const eventImport = importing(event, {
  fields: {
    state: choice(
      eventStates.filter(({ key }) => key === 'planned' || key === 'done'),
      { default: 'planned' },
    ),
    doneFrom: instant(),
    doneTo: instant(),
  },
  create: createEvent,
})

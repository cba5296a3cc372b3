import type { Migration } from '../plugin/migrations.js'
import { eventTypeFieldTable } from './0480-event-type-field.js'
import { eventTypeDirection } from './0481-event-type-direction.js'
import { firstDirections } from './0482-first-directions.js'

/** 0480–0499: what events must have, and what stories, drafts and persons' data need. */
export const storyMigrations: readonly Migration[] = [eventTypeFieldTable, eventTypeDirection, firstDirections]

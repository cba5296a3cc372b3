import type { Migration } from '../plugin/migrations.js'
import { eventTypeFieldTable } from './0480-event-type-field.js'

/** 0480–0499: what events must have, and what stories, drafts and persons' data need. */
export const storyMigrations: readonly Migration[] = [eventTypeFieldTable]

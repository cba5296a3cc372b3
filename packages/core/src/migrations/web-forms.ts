import type { Migration } from '../plugin/migrations.js'
import { webFormTable } from './0500-web-form.js'
import { webFormArrivalTable } from './0501-web-form-arrival.js'
import { personByEmail } from './0502-person-by-email.js'

/** Forms on the firm's own web pages, and what comes in by them. */
export const webFormMigrations: readonly Migration[] = [webFormTable, webFormArrivalTable, personByEmail]

import type { Room } from '../rooms.js'
import { every } from '../plugin/schedules.js'
import { attachment } from './attachment.js'
import { filesInUse } from './hooks.js'
import { attachments } from './routes.js'
import { sweepFiles } from './sweep-files.js'

/** Files on events, and the nightly sweep of bytes nobody needs any more. */
export const filesRoom: Room = {
  entities: [attachment],
  hooks: [filesInUse],
  routes: { '/attachments': attachments },
  schedules: [every('day at 03:30', 'sweep-files', sweepFiles)],
}

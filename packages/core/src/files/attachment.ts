import { event } from '../cases/event.js'
import { Recorded } from '../db/model.js'
import { may } from '../permissions.js'
import { entity, type Entity } from '../plugin/entity.js'
import { number, ref, text } from '../plugin/fields.js'

/** A file on an event, of any format; its bytes never change. */
export class Attachment extends Recorded {
  static override tableName = 'core_attachment'

  declare eventId: number
  declare blobId: number
  /** As its sender called it; good for showing only. */
  declare name: string
  /** Of the content, not as declared. */
  declare mediaType: string
  /** Bytes. */
  declare size: number
  /** The entity of the record whose paper it is (an invoice's PDF); null: a file somebody hung on the event. */
  declare entity: string | null
  declare recordId: number | null
}

export const attachment: Entity<Attachment> = entity('core.attachment', {
  model: Attachment,
  path: '/attachments',
  icon: 'paperclip',
  read: may.readEvents,
  edit: may.editEvents,
  follows: 'event',
  paperOf: { entity: 'entity', record: 'recordId' },
  label: (row) => row.name,
  sortBy: 'name_key',
  personal: ['name'],
  fields: {
    event: ref(() => event, { required: true, readonly: true }),
    name: text({ required: true, search: 'title' }),
    mediaType: text({ maxLength: 100, sortKey: false, readonly: true }),
    size: number({ readonly: true }),
    blobId: number({ readonly: true, filter: false, sort: false }),
    entity: text({ maxLength: 80, sortKey: false, readonly: true, filter: false, sort: false }),
    recordId: number({ readonly: true, filter: false, sort: false }),
  },
})

import { isSortable, type Subject } from './subject.js'

export interface SortKey {
  readonly subject: Subject
  readonly down: boolean
}

const MOST_KEYS = 3

/** `-createdAt,name` as at most three different keys; null when it cannot be sorted so. */
export function readSort(subjects: ReadonlyMap<string, Subject>, text: string): readonly SortKey[] | null {
  const names = text.split(',').filter((name) => name !== '')
  const keys = names.flatMap((name) => {
    const down = name.startsWith('-')
    const subject = subjects.get(down ? name.slice(1) : name)
    return subject && isSortable(subject) ? [{ subject, down }] : []
  })
  const different = new Set(keys.map(({ subject }) => subject.key)).size
  return keys.length === names.length && different === names.length && names.length <= MOST_KEYS ? keys : null
}

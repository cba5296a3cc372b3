import type { FieldView } from '@berberis/sdk'

/** Fields of the head whose texts may not be read; what is wrong with them is said beside them while they are typed. */
const TYPED = { order: ['day'], document: ['issuedOn', 'soldOn', 'paymentDays'] } as const
const ALL: ReadonlySet<string> = new Set(Object.values(TYPED).flat())

interface Fault {
  readonly path: string
  readonly message: string
}

/** Whether something is told of such a field, and so beside it. */
export function isOfHead({ path }: Pick<Fault, 'path'>): boolean {
  return ALL.has(path)
}

/** Fields of an editor, those with a place for what is wrong with them. */
export function withFaultPlaces(fields: readonly FieldView[]): FieldView[] {
  return fields.map((field) => (ALL.has(field.name) ? { ...field, live: true } : field))
}

/** What is to stand beside each of those fields, by the id of the field; '' for nothing. */
export function headFaults(editor: keyof typeof TYPED, faults: readonly Fault[]) {
  return TYPED[editor].map((name) => ({
    id: `f-${name}`,
    fault: faults.find(({ path }) => path === name)?.message ?? '',
  }))
}

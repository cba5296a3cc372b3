import type { EventTypeSeed } from '../plugin/define-plugin.js'

/** Kinds of events core brings and keeps (spec-core §5); an offer waits three working days for its answer. */
export const systemEventTypes: readonly EventTypeSeed[] = [
  { key: 'call', icon: 'phone', hue: 'teal', defaultMinutes: 15 },
  { key: 'email', icon: 'mail', hue: 'blue', defaultMinutes: 10 },
  {
    key: 'offer',
    icon: 'file-text',
    hue: 'violet',
    defaultMinutes: 30,
    deadline: { workingDays: 3 },
    direction: 'out',
  },
  { key: 'meeting', icon: 'users', hue: 'rose', defaultMinutes: 60 },
  { key: 'order', icon: 'clipboard-list', hue: 'plum', defaultMinutes: 15 },
  { key: 'invoice-issued', icon: 'file-invoice', hue: 'green', defaultMinutes: 5, direction: 'out' },
  { key: 'invoice-received', icon: 'receipt', hue: 'amber', defaultMinutes: 5, direction: 'in' },
  { key: 'complaint', icon: 'alert-triangle', hue: 'red', defaultMinutes: 30, direction: 'in' },
]

/** Kinds a new instance starts with and is free to rename, archive or remove. */
export const freeEventTypes: readonly (EventTypeSeed & { readonly labelPl: string; readonly labelEn: string })[] = [
  { key: 'fax', icon: 'printer', hue: 'slate', defaultMinutes: 10, labelPl: 'Faks', labelEn: 'Fax' },
  {
    key: 'presentation',
    icon: 'presentation',
    hue: 'violet',
    defaultMinutes: 90,
    labelPl: 'Prezentacja',
    labelEn: 'Presentation',
  },
  { key: 'pickup', icon: 'package', hue: 'amber', defaultMinutes: 30, labelPl: 'Odbiór', labelEn: 'Pickup' },
  { key: 'execution', icon: 'tools', hue: 'green', defaultMinutes: 240, labelPl: 'Wykonanie', labelEn: 'Execution' },
]

import type { RoleKey } from '../../operators/first-roles.js'

export const units = ['Zarząd', 'Sekretariat', 'Handel', 'Serwis'] as const

/** Who leads a unit; the others are led by nobody in particular. */
export const heads: readonly (readonly [unit: (typeof units)[number], login: string])[] = [['Zarząd', 'edward']]

/** Who is away from T on, for how many days, and who stands in. */
export const away = { absent: 'dorota', substitute: 'anna', days: 5, reason: 'Urlop' } as const

export interface ExampleOperator {
  readonly login: string
  readonly name: string
  readonly role: RoleKey
  readonly unit: (typeof units)[number]
}

/** Who works in the example firm (demo-data §1); the Administrator may be there already, from the set-up. */
export const operators: readonly ExampleOperator[] = [
  { login: 'adam', name: 'Adam Admin', role: 'administrator', unit: 'Zarząd' },
  { login: 'dorota', name: 'Dorota Dąbek', role: 'manager', unit: 'Zarząd' },
  { login: 'edward', name: 'Edward Etatowy', role: 'manager', unit: 'Zarząd' },
  { login: 'anna', name: 'Anna Adamska', role: 'secretary', unit: 'Sekretariat' },
  { login: 'barbara', name: 'Barbara Bąk', role: 'secretary', unit: 'Sekretariat' },
  { login: 'cezary', name: 'Cezary Cichy', role: 'seller', unit: 'Handel' },
  { login: 'franciszek', name: 'Franciszek Fach', role: 'technician', unit: 'Serwis' },
  { login: 'grazyna', name: 'Grażyna Głos', role: 'consultant', unit: 'Handel' },
]

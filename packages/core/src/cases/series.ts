import { may } from '../permissions.js'
import { series } from '../plugin/numbering.js'

/** Numbers of cases: S/1/2026, S/2/2026 …, anew each year. */
export const caseNumbers = series('core.case', { pattern: 'S/{N}/{YYYY}', reset: 'year', edit: may.manageSeries })

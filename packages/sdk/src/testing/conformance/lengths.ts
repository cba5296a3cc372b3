import type { Subject } from './subject.js'

const LIMIT = 250
const MAY_BE_LONG = /(^|\/)(migrations|data|example-data)\//

/** Sources past 250 lines: by then two things live in them. Migrations, tables of data and tests may be long. */
export function lengthFaults({ sources }: Subject): string[] {
  return sources
    .filter(({ path, isTest }) => !isTest && !MAY_BE_LONG.test(path))
    .map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
    .filter(({ lines }) => lines > LIMIT)
    .map(({ path, lines }) => `src/${path} has ${lines} lines, the limit is ${LIMIT}: what are the two things in it?`)
}

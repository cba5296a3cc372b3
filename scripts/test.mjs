// `npm test`: everything that must hold before a change goes in, one line a step, and the sum on the last line.
// `npm test -- <path>` runs only the tests of that path, with the same databases and browser; `npm test -- --whole` tries
// what is tried by chance many times and looks at each page in every dress: for the night before a release.
import { findChromium } from './find-program.mjs'
import { startMariaDb } from './private-mariadb.mjs'
import { check, finish, note, step, tests } from './test-steps.mjs'

const ci = Boolean(process.env.CI) && process.env.CI !== 'false'
const words = process.argv.slice(2)
const only = words.filter((word) => word !== '--whole')
if (words.includes('--whole')) process.env.BERBERIS_TESTS = 'whole'

const mariadb = process.env.BERBERIS_TEST_MYSQL
  ? { url: process.env.BERBERIS_TEST_MYSQL, stop: async () => {} }
  : await startMariaDb()
const chromium = findChromium()
process.env.BERBERIS_TEST_MYSQL = mariadb?.url ?? ''
process.env.CHROMIUM_PATH = chromium ?? ''
need('MariaDB', mariadb, 'tests on MariaDB are left out: install mariadb-server, or set BERBERIS_TEST_MYSQL')
need('Chromium', chromium, 'browser tests are left out: install chromium, or set CHROMIUM_PATH')

if (only.length === 0) {
  await step('lock file is complete', 'node scripts/check-lock.mjs')
  await step('files are short', 'node scripts/check-lengths.mjs')
  await step('format', 'prettier --check --log-level warn .')
  await step('lint', 'eslint --max-warnings 0 .')
  await step('types', 'tsc --noEmit -p tsconfig.json')
}
await tests('vitest', 'vitest run', only)
if (only.length === 0) {
  await step('build', 'turbo run build --output-logs=errors-only')
  await step('type declarations', 'turbo run build:types --output-logs=errors-only')
  await step('the example plugin builds', 'node scripts/build-examples.mjs')
  await step('sheets are as the code is', 'node scripts/sheets.mjs --check')
  await step('reports of the surface are as the code is', 'node scripts/api-report.mjs --check')
  await step('packages are well formed', 'node scripts/check-packages.mjs')
  if (ci) await step('pure functions on Node 22', 'node scripts/test-node-22.mjs')
  if (ci) await step('packed, installed elsewhere, started', 'node scripts/pack-and-install.mjs')
}

await mariadb?.stop()
finish()

/** Under CI=true a program that is not there is a failure; at the desk it is said plainly and the rest runs. */
function need(name, found, otherwise) {
  if (ci) check(`${name} is here`, Boolean(found), otherwise)
  else if (!found) note(`${name} was not found; ${otherwise}`)
}

// `npm run bench`: builds what changed, puts the bench together and runs it on the databases that are here.
// `npm run bench -- --office`: a small office beside one a hundred times as large.
// `npm run bench -- --import`: a file of 100 000 rows tried, taken and undone.
// `npm run bench -- --pages`: the pages in a browser beside their budgets instead.
import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startMariaDb } from './private-mariadb.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const bin = (name) => join(root, 'node_modules', '.bin', name)

run(bin('turbo'), ['run', 'build', '--output-logs=errors-only', '--no-update-notifier'])
run(bin('tsup'), ['--config', 'bench/tsup.config.ts', '--silent'])

const pages = process.argv.includes('--pages')
const program = ['pages', 'office', 'import'].find((name) => process.argv.includes(`--${name}`)) ?? 'run'
const onlyEmbedded = pages || process.argv.includes('--sqlite')
const given = process.env.BERBERIS_TEST_MYSQL
// The data of both sides stays in memory, as it does for SQLite in the memory of the system.
const mariadb = onlyEmbedded || given ? undefined : await startMariaDb({ megabytes: 1536 })
if (mariadb) process.env.BERBERIS_TEST_MYSQL = mariadb.url
const code = run(process.execPath, [join(root, 'bench', 'dist', `${program}.js`), ...process.argv.slice(2)], true)
await mariadb?.stop()
process.exitCode = code

function run(program, args, mayFail = false) {
  const env = { ...process.env, TURBO_TELEMETRY_DISABLED: '1' }
  const { status } = spawnSync(program, args, { cwd: root, stdio: 'inherit', env })
  if (status !== 0 && !mayFail) process.exit(status ?? 1)
  return status ?? 1
}

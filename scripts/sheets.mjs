// Writes SHEET.md of each plugin from its definition on a host with an empty database: what others see of it and lean on.
// `--check` writes nothing and fails on a difference. Reads the built packages: build first.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const checking = process.argv.includes('--check')
const built = (folder) => import(pathToFileURL(join(root, folder, 'dist', 'index.js')))

const { corePlugin, createHost, describeTables, sheetOf } = await built('packages/core')
const sheets = [
  { folder: 'packages/core', plugin: corePlugin },
  { folder: 'packages/plugin-projects', plugin: (await built('packages/plugin-projects')).default },
  { folder: 'packages/plugin-sales', plugin: (await built('packages/plugin-sales')).default },
  { folder: 'examples/plugin-tenancy', plugin: (await built('examples/plugin-tenancy')).default },
]

const dataFolder = mkdtempSync(join(tmpdir(), 'berberis-sheets-'))
const host = await createHost({
  config: {
    database: 'sqlite::memory:',
    dataFolder,
    publicAddress: 'http://localhost',
    logLevel: 'silent',
    works: false,
  },
  plugins: sheets.map(({ plugin }) => plugin),
})
await host.ready()
const tables = await describeTables(host.kernel.db)
const t = (key) => host.kernel.translate('en', key)
const good = sheets.map(({ folder, plugin }) =>
  keep(join(root, folder, 'SHEET.md'), sheetOf({ plugin, routes: host.routes, tables, t })),
)
await host.close()
rmSync(dataFolder, { recursive: true, force: true })
if (good.includes(false)) process.exit(1)

function keep(target, fresh) {
  const kept = existsSync(target) ? readFileSync(target, 'utf8') : ''
  const name = relative(root, target)
  if (kept === fresh) {
    console.log(`${name}: as it was`)
    return true
  }
  if (!checking) {
    writeFileSync(target, fresh)
    console.log(`${name}: written`)
    return true
  }
  const [before, after] = [kept.split('\n'), fresh.split('\n')]
  const at = after.findIndex((line, index) => line !== before[index])
  console.error(`${name} is not what the code shows now. Run: node scripts/sheets.mjs, and look at what changed.`)
  console.error(`  line ${at + 1}\n  - ${before[at] ?? ''}\n  + ${after[at] ?? ''}`)
  return false
}

// Writes what an outside author can see of each package, shapes and not just names, as `<name>.api.md` beside its
// package.json; reviewed like code. `--check` writes nothing and fails on a difference. Reads dist/*.d.ts: build types first.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const checking = process.argv.includes('--check')
const surfaces = [
  { folder: 'packages/sdk', entry: 'dist/index.d.ts', report: 'sdk', through: ['@berberis/core'] },
  { folder: 'packages/sdk', entry: 'dist/testing/index.d.ts', report: 'testing', through: [] },
  { folder: 'packages/plugin-projects', entry: 'dist/index.d.ts', report: 'plugin-projects', through: [] },
  { folder: 'packages/plugin-sales', entry: 'dist/index.d.ts', report: 'plugin-sales', through: [] },
]

const good = surfaces.map(reportOn)
if (good.includes(false)) process.exit(1)

function reportOn({ folder, entry, report, through }) {
  const target = join(root, folder, `${report}.api.md`)
  const fresh = extract(join(root, folder), entry, report, through)
  const kept = existsSync(target) ? readFileSync(target, 'utf8') : ''
  const name = relative(root, target)
  if (kept === fresh) {
    console.log(`${name}: as it was`)
    return true
  }
  if (checking) {
    console.error(`${name} is not what the code shows now. Run: node scripts/api-report.mjs, and look at what changed.`)
    console.error(firstDifference(kept, fresh))
    return false
  }
  writeFileSync(target, fresh)
  console.log(`${name}: written`)
  return true
}

/** The report's text. Messages of the extractor other than errors are its opinions on tags we do not use. */
function extract(folder, entry, report, bundledPackages) {
  const work = mkdtempSync(join(tmpdir(), 'berberis-api-'))
  const quiet = { default: { logLevel: 'none' } }
  const config = ExtractorConfig.prepare({
    configObjectFullPath: undefined,
    packageJsonFullPath: join(folder, 'package.json'),
    configObject: {
      projectFolder: folder,
      mainEntryPointFilePath: join(folder, entry),
      bundledPackages,
      newlineKind: 'lf',
      compiler: { overrideTsconfig: tsconfig(join(folder, entry)), skipLibCheck: true },
      apiReport: { enabled: true, reportFileName: `${report}.api.md`, reportFolder: work, reportTempFolder: work },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: { compilerMessageReporting: quiet, extractorMessageReporting: quiet, tsdocMessageReporting: quiet },
    },
  })
  const result = Extractor.invoke(config, {
    localBuild: true,
    messageCallback(message) {
      if (message.logLevel !== ExtractorLogLevel.Error) message.handled = true
    },
  })
  if (result.errorCount > 0) throw new Error(`${report}: the extractor found ${result.errorCount} errors`)
  const text = readFileSync(join(work, `${report}.api.md`), 'utf8')
  rmSync(work, { recursive: true, force: true })
  return text
}

/** As a stranger's compiler would: the built types, not our sources. */
function tsconfig(entry) {
  return {
    compilerOptions: {
      target: 'ES2022',
      module: 'NodeNext',
      moduleResolution: 'NodeNext',
      lib: ['ES2023'],
      strict: true,
      skipLibCheck: true,
      types: ['node'],
    },
    files: [entry],
  }
}

function firstDifference(kept, fresh) {
  const [before, after] = [kept.split('\n'), fresh.split('\n')]
  const at = after.findIndex((line, index) => line !== before[index])
  return `  line ${at + 1}\n  - ${before[at] ?? ''}\n  + ${after[at] ?? ''}`
}

// Packs every package as it would be published and lets publint and arethetypeswrong look at the tarballs.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const bin = (name) => join(root, 'node_modules', '.bin', name)
const tarballs = mkdtempSync(join(tmpdir(), 'berberis-pack-'))

const good = packages().map(checkPackage)
rmSync(tarballs, { recursive: true, force: true })
if (good.includes(false)) process.exit(1)

/** Folder and manifest of every package of ours that can be published. */
function packages() {
  return ['packages', 'apps']
    .flatMap((group) => readdirSync(join(root, group)).map((name) => join(root, group, name)))
    .filter((folder) => existsSync(join(folder, 'package.json')))
    .map((folder) => ({ folder, manifest: JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) }))
    .filter(({ manifest }) => !manifest.private)
}

function checkPackage({ folder, manifest }) {
  const packed = run('npm', ['pack', '--json', '--ignore-scripts', `--pack-destination=${tarballs}`], folder)
  const file = readdirSync(tarballs).find((name) => name === `berberis-${bare(manifest)}-${manifest.version}.tgz`)
  if (!packed || !file) return false
  const tarball = join(tarballs, file)
  const checks = [
    run(bin('publint'), ['run', '--strict', tarball], root),
    // A package that only has a command shows no types to anybody.
    !manifest.exports || run(bin('attw'), ['--profile', 'esm-only', '--no-color', '--no-emoji', tarball], root),
  ]
  console.log(`${manifest.name}: ${checks.includes(false) ? 'not well formed' : 'well formed'}`)
  return !checks.includes(false)
}

/** Runs a tool in silence; what it said is shown only when it was not content. */
function run(program, args, cwd) {
  const shell = process.platform === 'win32'
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, encoding: 'utf8', shell })
  if (status === 0) return true
  console.error(`${program} ${args.join(' ')}\n${error ?? ''}${stdout}${stderr}`)
  return false
}

function bare({ name }) {
  return name.replace('@berberis/', '')
}

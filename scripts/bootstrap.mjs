// Brings node_modules in step with package-lock.json. Plain Node: it runs before anything is installed, also on Node 20.
// Called with --stamp (after `npm install` and `npm ci`) it only writes down that they are in step.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const stamp = join(root, 'node_modules', '.bootstrap')
// The version of Node stays out of the stamp: the first run is on the machine's Node, the second on the one we bring.
const lock = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex')

if (process.argv.includes('--stamp')) writeFileSync(stamp, lock)
else if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) await install()
refuseOldNode()

async function install() {
  const started = Date.now()
  const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`
  console.log('Berberis: installing packages (npm ci), about a minute with an empty cache')
  const ticking = setInterval(() => console.log(`Berberis: still installing, ${seconds()}`), 10_000)
  const code = await npmCi()
  clearInterval(ticking)
  if (code !== 0) {
    console.error(`Berberis: npm ci failed after ${seconds()}, its messages are above`)
    process.exit(code)
  }
  writeFileSync(stamp, lock)
  console.log(`Berberis: installed in ${seconds()}`)
}

/** Runs `npm ci` with the npm that started us, or else the one on PATH. */
function npmCi() {
  const npm = process.env.npm_execpath
  // Warnings stay unsaid: on Node 20 npm would warn of every package that asks for the Node it is just installing.
  // Nothing we use needs its install script, so none is run.
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error', '--ignore-scripts']
  const child = npm
    ? spawn(process.execPath, [npm, ...args], { cwd: root, stdio: 'inherit' })
    : spawn('npm', args, { cwd: root, stdio: 'inherit', shell: true })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 1))
  })
}

/** On Linux x64 the workspace brings its own Node; elsewhere the machine's Node must be new enough. */
function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  const newEnough = major > 22 || (major === 22 && minor >= 18)
  if (newEnough || existsSync(join(root, 'node_modules', '.bin', 'node'))) return
  console.error(`Berberis needs Node 22.18 or newer; this machine has ${process.versions.node}`)
  process.exit(1)
}

import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const sum = { passed: 0, failed: 0 }
const notes = []
const failures = []

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(130))

/** Runs one command of node_modules/.bin in the root, its output shown, and counts it as one test. */
export async function step(name, command) {
  const started = Date.now()
  console.log(`\n== ${name}`)
  const code = await run(command)
  count(name, code === 0, `'${command}' ended with ${code}`)
  console.log(`== ${name}: ${code === 0 ? 'good' : 'FAILED'}, ${((Date.now() - started) / 1000).toFixed(1)} s`)
}

/** Counts something already known as one test. */
export function check(name, good, why) {
  console.log(`== ${name}: ${good ? 'good' : `FAILED, ${why}`}`)
  count(name, good, why)
}

/** Runs vitest and counts each of its tests; a file that does not load, or a crash, counts as one that failed. */
export async function tests(name, command, args) {
  console.log(`\n== ${name}`)
  const folder = mkdtempSync(join(tmpdir(), 'berberis-tests-'))
  const file = join(folder, 'report.json')
  const code = await run(command, [...args, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`])
  const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
  rmSync(folder, { recursive: true, force: true })

  const broken =
    report?.testResults.filter((one) => one.status === 'failed' && !one.assertionResults.some(isFailed)) ?? []
  const failed = (report?.numFailedTests ?? 0) + broken.length
  const leftOut = (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0)
  sum.passed += report?.numPassedTests ?? 0
  sum.failed += failed
  if (failed > 0) failures.push(`${name}: ${failed} failed`)
  if (failed === 0 && code !== 0) count(name, false, `vitest ended with ${code}`)
  if (leftOut > 0) note(`${leftOut} tests were left out`)
}

/** Something the reader of the last lines should know although it is no failure. */
export function note(text) {
  console.log(`== ${text}`)
  notes.push(text)
}

/** Prints what was left out, what failed, and `N passed, N failed`; sets the exit code. */
export function finish() {
  console.log(['', ...notes, ...failures.map((text) => `FAILED ${text}`)].join('\n'))
  console.log(`${sum.passed} passed, ${sum.failed} failed`)
  process.exitCode = sum.failed === 0 ? 0 : 1
}

function count(name, good, why) {
  sum[good ? 'passed' : 'failed'] += 1
  if (!good) failures.push(`${name}: ${why}`)
}

/** The command's exit code; a command that outlives the limit is stopped and counts as failed. */
function run(command, more = []) {
  const bin = join(root, 'node_modules', '.bin')
  const env = { ...process.env, PATH: bin + delimiter + process.env.PATH, TURBO_TELEMETRY_DISABLED: '1' }
  const [program, ...args] = command.split(' ')
  const child = spawn(program, [...args, ...more], {
    cwd: root,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  })
  const stop = () => child.kill('SIGKILL')
  const minutes = env.BERBERIS_TESTS === 'whole' ? 180 : 20 // what is tried many times is for the night
  const timer = setTimeout(stop, minutes * 60_000)
  process.once('exit', stop)
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => {
      clearTimeout(timer)
      process.off('exit', stop)
      resolve(code ?? signal)
    })
  })
}

function isFailed(assertion) {
  return assertion.status === 'failed'
}

import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ProofCheck } from './proof.js'

/** The script of a package that runs its tests as it is installed, without what it was developed with. */
export const TESTS = 'test:installed'

/** Milliseconds the tests of a plugin may take. */
const PATIENCE_MS = 15 * 60_000
/** Signs of what a run printed that are read, from its end. */
const READ = 20_000

/**
 * Runs the tests a package brings, by npm, in the package's folder and without any variable of this instance: they make
 * databases of their own. Passed is what ends with 0 and, where it can be counted, ran at least one test. Counts are read as
 * `node --test`, any TAP, and vitest print them.
 */
export async function ownTests(folder: string): Promise<ProofCheck> {
  const check = { kind: 'tests', about: '' } as const
  const { scripts = {} } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
    scripts?: Readonly<Record<string, string>>
  }
  if (scripts[TESTS] === undefined) return { ...check, outcome: 'none', count: null, detail: '' }

  const { code, printed } = await run(folder)
  const count = passedIn(printed)
  if (code === 0 && count !== 0) return { ...check, outcome: 'passed', count, detail: '' }
  const detail = code === 0 ? 'no test ran' : `exit ${code}\n${printed.trim().slice(-1_900)}`
  return { ...check, outcome: 'failed', count, detail }
}

/** How many tests passed; null when the run does not say. */
export function passedIn(printed: string): number | null {
  const said = /^(?:#|ℹ) pass (\d+)$/m.exec(printed) ?? /^\s*Tests\s+(?:\d+ failed \| )?(\d+) passed/m.exec(printed)
  return said ? Number(said[1]) : null
}

function run(folder: string): Promise<{ readonly code: number | string; readonly printed: string }> {
  const windows = process.platform === 'win32'
  const child = spawn(windows ? 'npm.cmd' : 'npm', ['run', '--silent', TESTS], {
    cwd: folder,
    env: { ...plainEnv(), NODE_ENV: 'test', NO_COLOR: '1' },
    shell: windows,
    // A group of its own, so that what it began ends with it.
    detached: !windows,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  const read = (text: Buffer) => void (printed = (printed + text.toString('utf8')).slice(-READ))
  child.stdout.on('data', read)
  child.stderr.on('data', read)
  const late = setTimeout(() => {
    if (child.pid !== undefined) process.kill(windows ? child.pid : -child.pid, 'SIGKILL')
  }, PATIENCE_MS)
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: error.message, printed }))
    child.once('close', (code, signal) => {
      clearTimeout(late)
      resolve({ code: code ?? signal ?? 'unknown', printed })
    })
  })
}

/** The tests learn neither where this instance keeps its data nor its passwords, nor what another test runner said. */
function plainEnv(): NodeJS.ProcessEnv {
  const ours = /^(BERBERIS_|NODE_OPTIONS$|NODE_TEST_CONTEXT$|VITEST)/
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)))
}

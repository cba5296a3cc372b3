import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { findProgram } from './find-program.mjs'

/**
 * Starts a MariaDB server for tests: its own data folder, a free port of the loopback address, no configuration file,
 * no service. Returns undefined when MariaDB is not installed, otherwise `{ url, stop }`, where `url` is a
 * `mysql://user:password@host:port/` address of an account that may create databases. `stop()` removes every trace.
 * `megabytes` is the memory for pages: little for tests, and as much as the data for whoever measures.
 */
export async function startMariaDb({ megabytes = 128 } = {}) {
  const server = findProgram('mariadbd')
  const install = findProgram('mariadb-install-db')
  const client = findProgram('mariadb')
  if (!server || !install || !client) return undefined

  const folder = mkdtempSync(join(roomyFolder(), 'berberis-db-'))
  const user = ownedByServer(folder)
  const data = `--datadir=${join(folder, 'data')}`
  const socket = `--socket=${join(folder, 's')}`
  const quiet = { stdio: 'ignore' }
  execFileSync(
    install,
    ['--no-defaults', ...user, data, '--auth-root-authentication-method=normal', '--skip-test-db'],
    quiet,
  )
  const port = await freePort()
  const child = spawn(
    server,
    ['--no-defaults', ...user, data, socket, `--port=${port}`, ...options(folder, megabytes)],
    quiet,
  )
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  const abandon = () => (child.kill('SIGKILL'), remove()) // no orphan when the test run is stopped half way
  process.once('exit', abandon)

  const sql = (text) => execFileSync(client, ['--no-defaults', '-uroot', socket, '-e', text], quiet)
  await answering(sql, child, folder)
  sql("create user berberis@'%' identified by 'berberis'; grant all on *.* to berberis@'%' with grant option")

  return {
    url: `mysql://berberis:berberis@127.0.0.1:${port}/`,
    async stop() {
      child.kill('SIGTERM')
      await ended
      process.off('exit', abandon)
      remove()
    },
  }
}

/** Memory when it has a gigabyte to spare (tests are several times faster there), the temporary folder otherwise. */
function roomyFolder() {
  const memory = '/dev/shm'
  if (!existsSync(memory)) return tmpdir()
  const { bavail, bsize } = statfsSync(memory)
  return bavail * bsize > 2 ** 30 ? memory : tmpdir()
}

/** MariaDB refuses to run as root unless told which user to be: `mysql` when that user exists. */
function ownedByServer(folder) {
  if (process.getuid?.() !== 0) return []
  chmodSync(folder, 0o755)
  const found = /^mysql:[^:]*:(?<uid>\d+):(?<gid>\d+):/m.exec(readFileSync('/etc/passwd', 'utf8'))?.groups
  if (!found) return ['--user=root']
  chownSync(folder, Number(found.uid), Number(found.gid))
  return ['--user=mysql']
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}

/** As an installation should have it (UTC, whole Unicode, Polish order), durability aside: nobody keeps this data. */
function options(folder, megabytes) {
  return [
    `--pid-file=${join(folder, 'pid')}`,
    `--log-error=${join(folder, 'errors.log')}`,
    '--bind-address=127.0.0.1',
    '--skip-name-resolve',
    '--skip-log-bin',
    '--character-set-server=utf8mb4',
    '--collation-server=utf8mb4_polish_ci',
    '--default-time-zone=+00:00',
    '--max-connections=200',
    '--innodb-flush-log-at-trx-commit=2',
    `--innodb-buffer-pool-size=${megabytes}M`,
  ]
}

async function answering(sql, child, folder) {
  for (let attempt = 0; ; attempt++) {
    try {
      return sql('select 1')
    } catch (error) {
      if (attempt < 600 && child.exitCode === null) await sleep(100)
      else throw new Error(`MariaDB did not start:\n${lastWords(folder)}`, { cause: error })
    }
  }
}

function lastWords(folder) {
  const log = join(folder, 'errors.log')
  return existsSync(log) ? readFileSync(log, 'utf8').slice(-2000) : 'it left no log'
}

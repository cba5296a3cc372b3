// `npm start`: build what changed, then become the server. The server runs in this very process, so that a signal
// reaches it straight and nothing is left behind when the process is killed.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const server = join(root, 'apps', 'server', 'dist', 'berberis.js')

build()
stopWithParent()
process.chdir(root)
// An empty database gets the example firm, unless `npm start -- --empty` asks for the set-up page.
const given = process.argv.slice(2).filter((word) => word !== '--empty')
const example = process.argv.includes('--empty') ? [] : ['--example']
process.argv = [process.execPath, server, 'start', ...example, ...given]
await import(pathToFileURL(server).href)

function build() {
  const started = Date.now()
  console.log('Berberis: building what changed')
  const turbo = join(root, 'node_modules', 'turbo', 'bin', 'turbo')
  const run = spawnSync(
    process.execPath,
    [turbo, 'run', 'build', '--output-logs=errors-only', '--no-update-notifier'],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
      encoding: 'utf8',
      env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1' },
    },
  )
  if (run.status !== 0 || !existsSync(server)) {
    process.stdout.write(run.stdout ?? '')
    console.error('Berberis: the build failed, its messages are above')
    process.exit(run.status || 1)
  }
  console.log(`Berberis: built in ${((Date.now() - started) / 1000).toFixed(1)} s`)
}

/**
 * npm starts us through a shell that does not pass a SIGTERM on: it dies and we are adopted by another parent. Then we
 * stop as if the signal had been ours, rather than keep the port and the database without anybody knowing.
 */
function stopWithParent() {
  const parent = process.ppid
  const watching = setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM')
  }, 500)
  watching.unref()
  // A second signal means "at once" to the server, so once it is stopping we keep quiet.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.once(signal, () => {
      clearInterval(watching)
      if (process.listenerCount(signal) === 0) process.exit(1)
    })
  }
}

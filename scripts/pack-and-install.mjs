// As a stranger would: every package packed, the tarballs installed into an empty folder together with the example plugin,
// set up, started, a page of the plugin and a file asked for, stopped. Reads the built packages; needs the registry.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const limit = setTimeout(() => fail('took more than ten minutes'), 10 * 60_000)
const work = mkdtempSync(join(tmpdir(), 'berberis-stranger-'))
// Folders of real people have a space and a letter of their own language.
const place = join(work, 'próba druga')
const login = { login: 'ada', password: 'a stranger sells something' }
let server

try {
  const tarballs = pack()
  install(tarballs)
  setUp()
  const address = await start()
  await visit(address)
  await stop()
  say('all of it works outside the workspace')
} catch (error) {
  fail(error instanceof Error ? error.message : String(error))
} finally {
  clearTimeout(limit)
  server?.kill('SIGKILL')
  rmSync(work, { recursive: true, force: true })
}

function pack() {
  const folders = ['packages', 'apps', 'examples'].flatMap((group) =>
    readdirSync(join(root, group)).map((name) => join(root, group, name)),
  )
  const packages = folders.filter((folder) => existsSync(join(folder, 'package.json')))
  const tarballs = packages.map((folder) => {
    const { name } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    const [{ filename, files }] = JSON.parse(
      run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', work], folder),
    )
    if (!files.some(({ path }) => path.startsWith('dist/')))
      throw new Error(`${name} was packed without dist: build it first`)
    return [name, `file:${join(work, filename)}`]
  })
  say(`packed ${tarballs.map(([name]) => name).join(', ')}`)
  return tarballs
}

function install(tarballs) {
  mkdirSync(place)
  const manifest = { name: 'stranger', private: true, type: 'module', dependencies: Object.fromEntries(tarballs) }
  writeFileSync(join(place, 'package.json'), JSON.stringify(manifest, null, 2))
  writeFileSync(
    join(place, 'berberis.config.mjs'),
    "import projects from '@berberis/plugin-projects'\nimport sales from '@berberis/plugin-sales'\nimport tenancy from 'berberis-plugin-tenancy'\n\nexport default { plugins: [projects, sales, tenancy] }\n",
  )
  run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline', '--loglevel=error'], place)
  say(`installed into ${place}`)
}

function setUp() {
  const words = ['setup', '--login', login.login, '--name', 'Ada Obca', '--firm', 'Obca sp. z o.o.', '--stdin']
  run(process.execPath, [program(), ...words], place, { input: `${login.password}\n` })
  say('set up from the command line')
}

async function start() {
  const port = await freePort()
  const env = { ...process.env, BERBERIS_LISTEN: `127.0.0.1:${port}` }
  server = spawn(process.execPath, [program(), 'start'], { cwd: place, env, stdio: ['ignore', 'inherit', 'inherit'] })
  const address = `http://localhost:${port}`
  for (let tries = 0; tries < 240; tries += 1) {
    if (server.exitCode !== null) throw new Error(`the server ended with ${server.exitCode} before it was ready`)
    const ready = await fetch(`${address}/health/ready`).catch(() => null)
    if (ready?.ok) {
      say(`ready at ${address}`)
      return address
    }
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  throw new Error('the server was not ready within a minute')
}

async function visit(address) {
  const signedIn = await fetch(`${address}/session`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: address, 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(login),
  })
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0]
  if (!cookie) throw new Error(`signing in answered ${signedIn.status} and no cookie`)
  say('signed in')

  const page = await fetch(`${address}/tenancy/flats`, { headers: { cookie } })
  const html = await page.text()
  if (page.status !== 200 || !html.includes('<h1') || !html.includes('Mieszkania'))
    throw new Error(`/tenancy/flats answered ${page.status}:\n${html.slice(0, 500)}`)
  say('the page of the example plugin is there')

  const plugins = await (await fetch(`${address}/plugins`, { headers: { cookie } })).text()
  if (!plugins.includes('core-plugin-tenancy')) throw new Error('the page of plugins does not list the example plugin')
  if (plugins.includes('data-core-changed')) throw new Error('the installed core is not what was packed')
  say('the core is as it was packed')

  const asset = /(?:href|src)="(\/a\/[^"]+\.(?:css|js))"/.exec(html)?.[1]
  if (!asset) throw new Error('the page names no file of /a/')
  const file = await fetch(`${address}${asset}`)
  if (file.status !== 200) throw new Error(`${asset} answered ${file.status}`)
  say(`${asset} is there`)
}

async function stop() {
  const ended = new Promise((resolve) => server.once('exit', (code, signal) => resolve(code ?? signal)))
  server.kill('SIGTERM')
  const late = new Promise((resolve) => setTimeout(() => resolve('nothing within 20 s'), 20_000).unref())
  const code = await Promise.race([ended, late])
  if (code !== 0) throw new Error(`SIGTERM was answered with ${code}, not with exit code 0`)
  say('stopped with exit code 0')
}

function program() {
  return join(place, 'node_modules', '@berberis', 'server', 'dist', 'berberis.js')
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

/** Runs a program in silence and answers with what it printed. */
function run(command, args, cwd, more = {}) {
  const done = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    shell: process.platform === 'win32',
    timeout: 300_000,
    ...more,
  })
  if (done.status !== 0)
    throw new Error(
      `${command} ${args.join(' ')} ended with ${done.status}\n${done.error ?? ''}${done.stdout}${done.stderr}`,
    )
  return done.stdout
}

function say(text) {
  console.log(`pack and install: ${text}`)
}

function fail(text) {
  console.error(`pack and install: ${text}`)
  process.exitCode = 1
  server?.kill('SIGKILL')
}

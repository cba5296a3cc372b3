// Builds each plugin under examples/ as its author would: with tsup, types and all, against the built packages.
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const tsup = join(root, 'node_modules', '.bin', 'tsup')

for (const name of readdirSync(join(root, 'examples'))) {
  const cwd = join(root, 'examples', name)
  const { status, stdout, stderr } = spawnSync(tsup, ['--dts'], {
    cwd,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  if (status !== 0) {
    console.error(`examples/${name} does not build\n${stdout}${stderr}`)
    process.exit(1)
  }
  console.log(`examples/${name}: built`)
}

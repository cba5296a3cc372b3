import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { corePlugin } from '../../core-plugin.js'
import type { Plugin } from '../../plugin/define-plugin.js'
import { type Instance, openInstance } from '../life/instance.js'
import { gardenIn } from '../life/scratch-garden.js'
import type { ScratchInstance } from '../life/scratch-instance.js'
import type { Proof } from './proof.js'
import { prove } from './prove.js'

/** The garden as npm lays it down, with tests of its own: 1.0.0, or the next one. */
export function shippedGarden({ folder }: ScratchInstance, next = false): Plugin {
  const plugin = gardenIn(folder, { next })
  const home = join(folder, next ? 'garden-next' : 'garden')
  const said = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as object
  const scripts = { 'test:installed': 'node --test' }
  writeFileSync(join(home, 'package.json'), JSON.stringify({ ...said, scripts }))
  writeFileSync(join(home, 'grows.test.mjs'), "import { test } from 'node:test'\ntest('grows', () => {})\n")
  return plugin
}

/** What npm does under a running server: the files of the next version lie where those of the first one lay. */
export function replaceGarden(scratch: ScratchInstance): void {
  shippedGarden(scratch, true)
  cpSync(join(scratch.folder, 'garden-next'), join(scratch.folder, 'garden'), { recursive: true })
}

/** `plugins prove`: what a file for this instance's production would hold. */
export async function provedOn({ kernel: { config, clock } }: Instance, plugin: Plugin): Promise<string> {
  const given = { config, clock, plugins: [corePlugin, plugin] }
  const proved = await prove(given, { inForce: [plugin], plugins: [plugin], by: 'tester' })
  return JSON.stringify(proved.map(({ proof }): Proof => proof))
}

/** `berberis migrate`, which MariaDB wants before a start. */
export async function migrated({ kernel: { config, clock } }: Instance, ...listed: Plugin[]): Promise<Instance> {
  const instance = await openInstance({ config, clock, plugins: [corePlugin, ...listed], leavesOut: true })
  await instance.host.migrate()
  await instance.close()
  return instance
}

/** A multipart body with one file. */
export function fileBody(content: string, headers: object) {
  const payload = `--edge\r\nContent-Disposition: form-data; name="file"; filename="proof.json"\r\n\r\n${content}\r\n--edge--\r\n`
  return { payload, headers: { ...headers, 'content-type': 'multipart/form-data; boundary=edge' } }
}

import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Type } from '@sinclair/typebox'
import type { Engine } from '../db/connect.js'
import { smallHost, type SmallHost } from '../host/small-host.js'
import { definePlugin, type PluginDetails } from '../plugin/define-plugin.js'
import { announcement } from '../plugin/hooks.js'

/** The bell rang. For tests of later work only. */
export const rang = announcement('bell.rang', Type.Object({ at: Type.Integer() }))

/** Whoever does something in these tests. */
export const system = { origin: 'console', system: true } as const

/** A host with a plugin `bell` that announces, and does what is given; its package holds the name of its errand. */
export async function bellHost(engine: Engine, details: Partial<PluginDetails>): Promise<SmallHost> {
  const folder = mkdtempSync(join(tmpdir(), 'berberis-bell-'))
  mkdirSync(join(folder, 'locales'))
  for (const locale of ['pl', 'en'])
    writeFileSync(join(folder, 'locales', `${locale}.json`), '{"errand.bell.post":"Post","job.bell.count":"Count"}')
  const from = `${pathToFileURL(folder).href}/`
  const bell = definePlugin({ id: 'bell', title: 'core.errands', from, permissions: {}, hooks: [rang], ...details })

  // Texts are read when the host is put together; the folder is not needed after that.
  return smallHost(engine, [bell]).finally(() => rmSync(folder, { recursive: true, force: true }))
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createEngine, type Engine } from './engine.js'
import type { Env, FilledSlot } from './env.js'

/** For tests: an engine with the given templates (`sales/tile` → source) and nothing else. */
export function scratchEngine(sources: Readonly<Record<string, string>>, { strict = true } = {}): Engine {
  const folders = new Map<string, string>()
  for (const [name, source] of Object.entries(sources)) {
    const [id = '', file = ''] = name.split('/')
    const dir = folders.get(id) ?? mkdtempSync(join(tmpdir(), 'views-'))
    folders.set(id, dir)
    writeFileSync(join(dir, `${file}.hbs`), source)
  }
  const engine = createEngine({ folders: [...folders].map(([id, dir]) => ({ id, dir })), strict })
  for (const dir of folders.values()) rmSync(dir, { recursive: true })
  return engine
}

/** For tests: what helpers may use on 5 November 2026, 10:24 in Warsaw; texts are their own keys. */
export function scratchEnv({ locale = 'pl', fills }: { locale?: Env['locale']; fills?: FilledSlot } = {}): Env {
  return {
    locale,
    zone: 'Europe/Warsaw',
    now: () => '2026-11-05T09:24:00.000Z',
    t: (key, params = {}) => [key, ...Object.values(params)].join(' '),
    can: (permission) => permission === 'sales.read',
    asset: (path) => `/a/${path}`,
    icons: '/a/icons.svg',
    ...(fills && { fills: () => fills }),
  }
}

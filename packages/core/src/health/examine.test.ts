import { mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noteBackup } from '../backup/last-backup.js'
import { dropGuards, raiseGuards } from '../db/guards.js'
import { scratchEngines } from '../db/scratch-databases.js'
import { auditChange, auditGuards } from '../entity/audit.js'
import { sealAudit } from '../history/seal-audit.js'
import { scratchHost, type ScratchHost } from '../host/scratch-host.js'
import { later } from '../later/clock.js'
import { definePlugin } from '../plugin/define-plugin.js'
import { examine } from './examine.js'

const sick = definePlugin({
  id: 'sick',
  title: 'core.title',
  from: new URL('./', import.meta.url).href,
  permissions: {},
  health: [
    { name: 'well', check: async () => null },
    { name: 'ill', check: async () => 'core.fault' },
    {
      name: 'broken',
      check: async () => {
        throw new Error('nobody should see this')
      },
    },
  ],
})

describe.each(scratchEngines)('a doctor on %s', (engine) => {
  let scratch: ScratchHost
  const found = async () => (await examine(scratch.host.kernel)).map(({ code }) => code)
  beforeAll(async () => {
    scratch = await scratchHost(engine, { plugins: [sick] })
  })
  afterAll(() => scratch?.drop())

  it('tells what plugins say of themselves, and one that cannot say is a finding itself', async () => {
    expect(await found()).toEqual(expect.arrayContaining(['core.fault', 'check-failed']))
    expect(await found()).not.toContain('check-late')
  })

  it('finds values of settings that no longer fit, secrets that cannot be opened, and what stopped', async () => {
    const { db, clock } = scratch.host.kernel
    expect(await found()).not.toEqual(expect.arrayContaining(['setting-unfit']))
    await db('core_setting').insert({ plugin: 'core', key: 'uploadMaxMb', value: '"much"' })
    await db('core_setting').insert({ plugin: 'core', key: 'forgotten', value: '1' })
    const row = { plugin: 'core', listener: 'x', payload: '{}', tries: 12, token: 1, due_at: clock.now() }
    await db('core_outbox').insert({ ...row, hook: 'core.x', state: 'stopped', created_at: clock.now() })
    expect(await found()).toEqual(expect.arrayContaining(['setting-unfit', 'setting-unknown', 'outbox-stopped']))
    const unfit = (await examine(scratch.host.kernel)).find(({ code }) => code === 'setting-unfit')
    expect(unfit?.params).toEqual({ plugin: 'core', key: 'uploadMaxMb' })
  })

  it('finds files that rows name and are gone, and files that nobody names', async () => {
    const { db, clock, config } = scratch.host.kernel
    const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
    await db('core_blob').insert({ sha256: sha256('gone'), size: 4, kept_at: clock.now() })
    const idle = sha256('idle')
    mkdirSync(join(config.dataFolder, 'files', idle.slice(0, 2)), { recursive: true })
    const file = join(config.dataFolder, 'files', idle.slice(0, 2), idle)
    writeFileSync(file, 'idle')
    utimesSync(file, new Date('2026-11-01'), new Date('2026-11-01'))
    const findings = await examine(scratch.host.kernel)
    expect(findings).toContainEqual({ code: 'files-missing', params: { count: 1, first: sha256('gone') } })
    expect(findings).toContainEqual({ code: 'files-orphan', params: { count: 1 } })
  })

  it('names the first seal of the audit trail that no longer fits what it was made over', async () => {
    const { db, clock } = scratch.host.kernel
    const label = 'Ustawienie'
    await scratch.run((ctx) => auditChange(ctx, { entity: 'core.setting', record: null, label, action: 'changed' }))
    await scratch.run((ctx) => sealAudit({ ...ctx, now: () => later(clock.now(), 10 * 60_000) }))
    expect(await found()).not.toContain('audit-broken')
    const seal: { id: number; up_to: number } = await db('core_audit_seal').orderBy('id').first()
    // As somebody does it who has the database's password.
    await dropGuards(db, auditGuards)
    await db('core_audit').where({ id: seal.up_to }).update({ label: 'inne' })
    await raiseGuards(db, auditGuards)
    const finding = (await examine(scratch.host.kernel)).find(({ code }) => code === 'audit-broken')
    expect(finding?.params).toMatchObject({ seal: seal.id, entry: seal.up_to })
  })

  it('knows how old the last backup is', async () => {
    const { config, clock } = scratch.host.kernel
    const kernel = { ...scratch.host.kernel, config: { ...config, database: 'mysql://somewhere/else' } }
    const codes = async () => (await examine(kernel)).map(({ code }) => code)
    expect(await codes()).toContain('backup-none')
    await noteBackup(config.dataFolder, { at: clock.now(), folder: '/copies' })
    expect(await codes()).not.toEqual(expect.arrayContaining(['backup-none']))
    scratch.clock.advance(49 * 3_600_000)
    expect(await codes()).toContain('backup-old')
  })

  it('says a database that waits for migrations, and nothing that it could not ask then', async () => {
    await scratch.host.kernel.db('core_migration').where({ name: '0109-example' }).delete()
    expect(await found()).toContain('migrations-pending')
    expect(await found()).not.toContain('outbox-stopped')
    await scratch.host.kernel.db('core_migration').insert({ plugin: 'core', name: 'from-the-future', at: 'x' })
    expect(await found()).toContain('database-newer')
  })
})

import { setTimeout as sleep } from 'node:timers/promises'
import type { Ctx } from '../ctx.js'
import type { HealthCheck } from '../plugin/define-plugin.js'
import type { Finding } from './finding.js'

/** Milliseconds a check may take; one that hangs must not take the page with it. */
const PATIENCE_MS = 5_000

export interface Checked {
  readonly plugin: string
  readonly name: string
  /** Null when sound. */
  readonly fault: Finding | null
}

/** Asks the health checks of all plugins, one after the other. One that throws or hangs is a fault itself, never ours. */
export async function askChecks(ctx: Ctx): Promise<readonly Checked[]> {
  const checked: Checked[] = []
  for (const { id, health = [] } of ctx.registry.plugins)
    for (const check of health) checked.push({ plugin: id, name: check.name, fault: await ask(ctx, id, check) })
  return checked
}

async function ask(ctx: Ctx, plugin: string, { name, check }: HealthCheck): Promise<Finding | null> {
  const done = new AbortController()
  const late: Finding = { code: 'check-late', params: { check: `${plugin}:${name}` } }
  try {
    const patience = sleep(PATIENCE_MS, late, { signal: done.signal, ref: false }).catch(() => late)
    const said = await Promise.race([check(ctx), patience])
    return typeof said === 'string' ? { code: said } : said
  } catch (error) {
    ctx.log.error({ err: error, plugin, check: name }, 'a health check failed')
    return { code: 'check-failed', params: { check: `${plugin}:${name}` } }
  } finally {
    done.abort()
  }
}

import { Value } from '@sinclair/typebox/value'
import type { Ctx } from '../ctx.js'
import { isSecret, keptSettings, lostSecrets, plainValue } from '../settings/read-settings.js'
import type { Finding } from './finding.js'

/** Kept values of settings that are passed over for their default: they fit their schema no longer, or cannot be opened. */
export async function settingsFit(ctx: Ctx): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  for (const { id: plugin, settings } of ctx.registry.plugins) {
    if (!settings) continue
    for (const [key, text] of await keptSettings(ctx.db, plugin)) {
      // The house's own marks lie there too and are no settings.
      if (key.startsWith('-')) continue
      const property = settings.properties[key]
      if (!property) findings.push({ code: 'setting-unknown', params: { plugin, key } })
      else if (!isSecret(property) && !Value.Check(property, plainValue(text)))
        findings.push({ code: 'setting-unfit', params: { plugin, key } })
    }
    for (const key of await lostSecrets(ctx, plugin, settings))
      findings.push({ code: 'secret-lost', params: { plugin, key } })
  }
  return findings
}

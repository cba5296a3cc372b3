import type { Ctx } from '../ctx.js'
import { firstBrokenSeal } from '../history/seal-audit.js'
import { localDateTime } from '../time/instant.js'
import type { Finding } from './finding.js'

/** Whether the audit trail is what was sealed; the first seal that is broken, made at local time `at`. Reads the whole trail. */
export async function trailSealed(ctx: Ctx): Promise<readonly Finding[]> {
  const broken = await firstBrokenSeal(ctx)
  if (broken === null) return []
  const at = localDateTime(broken.at, ctx.zone).replace('T', ' ')
  return [{ code: 'audit-broken', params: { seal: broken.id, at, entry: broken.upTo } }]
}

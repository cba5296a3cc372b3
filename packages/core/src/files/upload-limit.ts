import type { Ctx } from '../ctx.js'
import { MEGABYTE } from './disk-files.js'
import { coreSettings } from '../settings/core-settings.js'

/** The most the setting can be, in bytes: what is let through to be judged by it. */
export const MOST_UPLOAD = 500 * MEGABYTE

/** Largest file in bytes, as the firm has set it. */
export async function uploadLimit(ctx: Ctx): Promise<number> {
  const { uploadMaxMb } = await ctx.settings('core', coreSettings)
  return uploadMaxMb * MEGABYTE
}

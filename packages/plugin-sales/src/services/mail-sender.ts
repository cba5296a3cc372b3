import { coreSettings, Refusal, type Ctx } from '@berberis/sdk'

/** Who the firm's mails come from. `core.mail-not-configured` while the settings name no address. */
export async function mailSender(ctx: Ctx): Promise<{ name: string; address: string }> {
  const { mailFromAddress, mailFromName, firmName } = await ctx.settings('core', coreSettings)
  if (!mailFromAddress) throw new Refusal('core.mail-not-configured')
  return { name: mailFromName || firmName, address: mailFromAddress }
}

import type { Ctx } from '../ctx.js'
import { type CoreSettings, coreSettings } from '../settings/core-settings.js'
import { readSettings } from '../settings/read-settings.js'
import { saveSettings } from '../settings/save-settings.js'

/** The firm of the example (demo-data §1). Its numbers are invented: no tax office and no bank has them. */
export const exampleFirm = {
  firmName: 'Instalacje Przykład sp. z o.o.',
  firmStreet: 'ul. Przykładowa 1',
  firmPostalCode: '00-000',
  firmCity: 'Warszawa',
  firmTaxId: '9990000103',
  firmAccount: 'PL74000000000000000000000001',
  mailFromName: 'Instalacje Przykład',
  mailFromAddress: 'biuro@instalacje-przyklad.example',
} as const satisfies Partial<CoreSettings>

/** Fills in what the instance does not say of its own firm, so that the example's invoices have a seller. */
export async function fillFirm(ctx: Ctx): Promise<void> {
  const settings = await readSettings(ctx.db, 'core', coreSettings, ctx.vault)
  const missing = Object.entries(exampleFirm).filter(([key]) => settings[key as keyof typeof exampleFirm] === '')
  if (missing.length > 0) await saveSettings(ctx, 'core', Object.fromEntries(missing))
}

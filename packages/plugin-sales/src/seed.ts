import { create, type Ctx } from '@berberis/sdk'
import { unit } from './entities/unit.js'
import { vatRateValue } from './entities/vat-rate-value.js'
import type { VatRateKey } from './vat-rates.js'

/** What a new instance starts with: units of measure, and the Polish VAT rates with the days they came into force. */
export async function seed(ctx: Ctx): Promise<void> {
  for (const [code, namePl, nameEn, places] of UNITS) await create(ctx, unit, { code, namePl, nameEn, places })
  for (const [rate, values] of RATES) {
    for (const [fromDay, code] of values) await create(ctx, vatRateValue, { rate, fromDay, code })
  }
}

const UNITS: readonly (readonly [code: string, namePl: string, nameEn: string, places: string])[] = [
  ['szt', 'sztuka', 'piece', '0'],
  ['usł', 'usługa', 'service', '0'],
  ['h', 'godzina', 'hour', '2'],
  ['kpl', 'komplet', 'set', '0'],
  ['op', 'opakowanie', 'package', '0'],
  ['dzień', 'dzień', 'day', '1'],
  ['m', 'metr', 'metre', '3'],
  ['m2', 'metr kwadratowy', 'square metre', '3'],
  ['m3', 'metr sześcienny', 'cubic metre', '3'],
  ['kg', 'kilogram', 'kilogram', '3'],
  ['t', 'tona', 'tonne', '3'],
  ['l', 'litr', 'litre', '3'],
  ['km', 'kilometr', 'kilometre', '1'],
]

/** Acts on VAT of 8 January 1993 and 11 March 2004, and the change of 1 January 2011. */
const RATES: readonly (readonly [VatRateKey, readonly (readonly [fromDay: string, code: string])[]])[] = [
  [
    'standard',
    [
      ['1993-07-05', '22'],
      ['2011-01-01', '23'],
    ],
  ],
  [
    'reduced',
    [
      ['1993-07-05', '7'],
      ['2011-01-01', '8'],
    ],
  ],
  [
    'super-reduced',
    [
      ['2000-09-04', '3'],
      ['2011-01-01', '5'],
    ],
  ],
  ['zero', [['1993-07-05', '0 KR']]],
  ['exempt', [['1993-07-05', 'zw']]],
  ['outside', [['2004-05-01', 'np I']]],
]

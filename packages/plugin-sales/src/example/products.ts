import { create, createAttributeType, type Ctx, type NewAttributeType } from '@berberis/sdk'
import { product } from '../entities/product.js'
import { Unit } from '../models/unit.js'

interface ExampleProduct {
  readonly code: string
  readonly namePl: string
  readonly nameEn: string
  readonly kind: 'product' | 'service'
  readonly price?: string
  readonly annex15?: boolean
  /** Of what it is made: a value of the attribute „Materiał”. */
  readonly material?: 'aluminium' | 'zeliwo'
}

const CATALOGUE: readonly ExampleProduct[] = [
  {
    code: 'G1',
    kind: 'product',
    namePl: 'Grzejnik aluminiowy',
    nameEn: 'Aluminium radiator',
    price: '300',
    material: 'aluminium',
  },
  {
    code: 'G2',
    kind: 'product',
    namePl: 'Grzejnik żeliwny',
    nameEn: 'Cast-iron radiator',
    price: '400',
    material: 'zeliwo',
  },
  {
    code: 'G3',
    kind: 'product',
    namePl: 'Kocioł gazowy kondensacyjny 60 kW',
    nameEn: 'Condensing gas boiler 60 kW',
    price: '22500',
  },
  { code: 'G4', kind: 'product', namePl: 'Termostat', nameEn: 'Thermostat', price: '100' },
  { code: 'G5', kind: 'product', namePl: 'Rozdzielacz', nameEn: 'Manifold', price: '500' },
  { code: 'G6', kind: 'product', namePl: 'Belka', nameEn: 'Bar' },
  { code: 'G7', kind: 'product', namePl: 'Zawór', nameEn: 'Valve' },
  {
    code: 'U1',
    kind: 'service',
    namePl: 'Montaż instalacji grzewczej',
    nameEn: 'Fitting of a heating installation',
    price: '14000',
    annex15: true,
  },
  { code: 'U2', kind: 'service', namePl: 'Przegląd kotłowni', nameEn: 'Inspection of a boiler room', price: '800' },
  { code: 'U3', kind: 'service', namePl: 'Instalacja termostatu', nameEn: 'Installation of a thermostat', price: '50' },
  { code: 'U4', kind: 'service', namePl: 'Przegląd kotła', nameEn: 'Inspection of a boiler', price: '300' },
]

/** A field the example firm has defined for its products (demo-data §2). */
const MATERIAL: NewAttributeType = {
  entity: 'sales.product',
  labelPl: 'Materiał',
  labelEn: 'Material',
  kind: 'choice',
  width: 3,
  items: [
    { labelPl: 'Aluminium', labelEn: 'Aluminium' },
    { labelPl: 'Żeliwo', labelEn: 'Cast iron' },
    { labelPl: 'Stal', labelEn: 'Steel' },
  ],
}

/** The catalogue of the example firm; ids by code. */
export async function loadProducts(ctx: Ctx): Promise<ReadonlyMap<string, number>> {
  await createAttributeType(ctx, MATERIAL)
  const units = new Map((await Unit.query(ctx.db)).map(({ code, id }) => [code, id]))
  const ids = new Map<string, number>()
  for (const { kind, material, ...given } of CATALOGUE) {
    const unitId = units.get(kind === 'product' ? 'szt' : 'usł')
    const { id } = await create(ctx, product, {
      kind,
      unitId,
      vatRate: 'standard',
      ...given,
      ...(material && { attributes: { material } }),
    })
    ids.set(given.code, id)
  }
  return ids
}

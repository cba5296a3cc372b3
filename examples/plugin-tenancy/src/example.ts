import { addDays, contractor, create, seen, type Ctx } from '@berberis/sdk'
import { flat } from './entity.js'
import { letFlat } from './services/let-flat.js'

/** Three flats of the example firm; the first is let to its oldest contractor, and the lease ends in three weeks. */
export async function loadExample(ctx: Ctx, { day }: { readonly day: string }): Promise<void> {
  const [first] = [
    await create(ctx, flat, {
      name: 'Długa 5/2',
      street: 'ul. Długa 5/2',
      city: 'Gdańsk',
      area: '48.50',
      rentMinor: 245_000,
    }),
    await create(ctx, flat, {
      name: 'Szeroka 12/7',
      street: 'ul. Szeroka 12/7',
      city: 'Gdańsk',
      area: '31',
      rentMinor: 190_000,
    }),
    await create(ctx, flat, {
      name: 'Łąkowa 3',
      street: 'ul. Łąkowa 3',
      city: 'Sopot',
      area: '82.25',
      rentMinor: 410_000,
    }),
  ]
  const tenant = await seen(ctx, contractor).orderBy('id').first()
  if (first && tenant) await letFlat(ctx, first.id, { tenantId: tenant.id, until: addDays(day, 21) })
}

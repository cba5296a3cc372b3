import { createHost, corePlugin, setUp, type HostConfig } from '@berberis/core'
import projects from '@berberis/plugin-projects'
import sales from '@berberis/plugin-sales'
import { createHash, randomBytes } from 'node:crypto'
import { seed, type Size } from '../seed/seed.js'
import { answering, startedWith } from './child.js'

/** Tokens, since each may ask 600 times a minute, and the id of a session. */
export interface Keys {
  readonly tokens: readonly string[]
  readonly session: string
}

const TOKENS = 400
/** Use is noted once a minute; a last use that lies ahead keeps that occasional write out of what is measured. */
const AHEAD = '2100-01-01T00:00:00.000Z'

const { config } = startedWith<{ config: HostConfig }>()
const host = await createHost({ config, plugins: [corePlugin, projects, sales] })
await host.ready()

answering({
  seed: async ({ size }: { size: Size }): Promise<Keys> => {
    const owner = await host.runInCtx({ origin: 'console', system: true }, (ctx) =>
      setUp(ctx, {
        firm: {
          firmName: 'Instalacje Przykład sp. z o.o.',
          firmTaxId: '9990000103',
          firmStreet: 'ul. Przykładowa 1',
          firmPostalCode: '00-000',
          firmCity: 'Warszawa',
        },
        locale: 'pl',
        administrator: { login: 'adam', name: 'Adam Admin', password: randomBytes(24).toString('base64url') },
        suggestions: 'all',
      }),
    )
    const { db } = host.kernel
    await db.transaction((trx) => seed(trx, size, owner))
    return giveKeys(owner)
  },
  stop: async () => {
    await host.close()
    process.exit(0)
  },
})

async function giveKeys(owner: number): Promise<Keys> {
  const { db } = host.kernel
  const created = host.kernel.clock.now()
  const keys = { tokens: Array.from({ length: TOKENS }, () => `bbs_${random()}`), session: random() }
  for (const token of keys.tokens) {
    await db('core_token').insert({
      ...{
        operator_id: owner,
        name: 'bench',
        token_hash: digest(token),
        starts_with: token.slice(0, 8),
        read_only: false,
      },
      ...{ expires_on: '2099-12-31', created_at: created, last_used_at: AHEAD },
    })
  }
  const session = {
    operator_id: owner,
    token_hash: digest(keys.session),
    created_at: created,
    seen_at: AHEAD,
    ends_at: AHEAD,
    idle_minutes: 60,
  }
  await db('core_session').insert(session)
  return keys
}

const random = (): string => randomBytes(32).toString('base64url')
const digest = (text: string): string => createHash('sha256').update(text).digest('hex')

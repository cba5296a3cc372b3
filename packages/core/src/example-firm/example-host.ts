import type { Ctx } from '../ctx.js'
import type { Engine } from '../db/connect.js'
import { loadExample } from '../example/load-example.js'
import { scratchHost, type ScratchHost } from '../host/scratch-host.js'
import { createSession } from '../operators/sessions.js'
import { Operator } from '../operators/operator.js'
import { setUp } from '../operators/set-up.js'
import { createToken } from '../operators/tokens.js'
import type { MailPort } from '../plugin/errands.js'

export interface Doors {
  /** Headers of a browser signed in as somebody, and of a program of his. */
  readonly page: Readonly<Record<string, string>>
  readonly api: Readonly<Record<string, string>>
}

export interface ExampleHost extends ScratchHost {
  as(login: string): Promise<Doors>
}

/** The day T of the example in tests: a Thursday, at nine in Warsaw. */
export const T = '2026-11-05'

/** A host with the example firm of core on T, for tests; Adam is its administrator. */
export async function exampleHost(
  engine: Engine,
  { mail, xlsxAtOnce }: { mail?: MailPort; xlsxAtOnce?: number } = {},
): Promise<ExampleHost> {
  const by = async (ctx: Ctx): Promise<void> => {
    await setUp(ctx, {
      firm: { firmName: 'Instalacje Przykład sp. z o.o.' },
      locale: 'pl',
      administrator: { login: 'adam', name: 'Adam Admin', password: 'a sesame for tests only' },
      suggestions: 'all',
    })
    await loadExample(ctx, { day: T })
  }
  const scratch = await scratchHost(engine, {
    ...(mail && { mail }),
    ...(xlsxAtOnce !== undefined && { xlsxAtOnce }),
    filled: { as: 'example firm', by },
  })

  return {
    ...scratch,
    as: (login) =>
      scratch.run(async (ctx) => {
        const { id } = await Operator.query(ctx.db).findOne({ login }).throwIfNotFound()
        const { token } = await createToken(ctx, id, { name: 'tests' })
        return {
          page: { cookie: `berberis=${await createSession(ctx, id)}`, 'sec-fetch-site': 'same-origin' },
          api: { authorization: `Bearer ${token}` },
        }
      }),
  }
}

import { afterEach, expect, test } from 'vitest'
import { definePlugin, type Plugin, type PluginDetails } from '../plugin/define-plugin.js'
import { check, gathering, on, shaping } from '../plugin/hooks.js'
import { Refusal } from '../plugin/refusal.js'
import { mailSettled } from '../mail/hooks.js'
import { smallHost, type SmallHost } from './small-host.js'

const ripe = check<{ weight: number }>('apple.ripe-able')
const price = shaping<number, { weight: number }>('apple.prices', { formerly: ['apple.costs'] })
const rows = gathering<string, { weight: number }>('apple.rows')
const system = { origin: 'console', system: true } as const

const plugin = (id: string, details: Partial<PluginDetails>): Plugin =>
  definePlugin({
    id,
    title: 'core.errands',
    from: new URL('./none/', import.meta.url).href,
    permissions: {},
    ...details,
  })
const apple = plugin('apple', { hooks: [ripe, price, rows] })

let scratch: SmallHost | undefined
afterEach(async () => {
  await scratch?.drop()
  scratch = undefined
})
const open = async (...plugins: Plugin[]) => (scratch = await smallHost('sqlite', plugins)).host

test('listeners are asked in plugin order, whatever the configuration lists first', async () => {
  const old = { ...price, id: 'apple.costs' }
  const later = plugin('later', {
    needs: ['apple', 'first'],
    listeners: [on(price, 'doubles', async (_ctx, value) => value * 2), on(rows, 'rows', async () => ['later'])],
  })
  const first = plugin('first', {
    needs: ['apple'],
    listeners: [
      on(old, 'adds', async (_ctx, value, { weight }) => value + weight),
      on(rows, 'rows', async () => ['first', 'too']),
    ],
  })
  const host = await open(later, first, apple)
  const [shaped, gathered] = await host.runInCtx(
    system,
    async (ctx) => [await ctx.shape(price, 1, { weight: 4 }), await ctx.gather(rows, { weight: 4 })] as const,
  )
  expect(shaped).toBe(10)
  expect(gathered).toEqual(['first', 'too', 'later'])
})

test('a check that says no calls the whole thing off, with its own refusal', async () => {
  const strict = plugin('strict', {
    needs: ['apple'],
    listeners: [
      on(ripe, 'weighs', async (ctx, { weight }) => {
        await ctx.db('core_revision').insert({ name: 'weighed', n: weight })
        if (weight < 5) throw new Refusal('core.too-small', { params: { min: 5 } })
      }),
    ],
  })
  const host = await open(apple, strict)
  const weigh = (weight: number) => host.runInCtx(system, (ctx) => ctx.check(ripe, { weight }))
  await expect(weigh(4)).rejects.toMatchObject({ code: 'core.too-small' })
  expect(await host.kernel.db('core_revision').where({ name: 'weighed' })).toEqual([])
  await weigh(5)
  expect(await host.kernel.db('core_revision').where({ name: 'weighed' })).toHaveLength(1)
})

test('a listener that breaks is named, since it is the plugin that has to be mended', async () => {
  const broken = plugin('broken', {
    needs: ['apple'],
    listeners: [
      on(rows, 'stumbles', async () => {
        throw new TypeError('undefined is not a function')
      }),
    ],
  })
  const host = await open(apple, broken)
  const asked = host.runInCtx(system, (ctx) => ctx.gather(rows, { weight: 1 }))
  await expect(asked).rejects.toMatchObject({
    plugin: 'broken',
    message: 'listener broken:stumbles at apple.rows failed',
  })
})

test('what is announced has to fit its schema, and an errand has to be somebody’s', async () => {
  const host = await open(apple)
  const announced = host.runInCtx(system, (ctx) =>
    ctx.announce({ kind: 'announcement', id: 'core.mail-settled', formerly: [], schema: mailSettled.schema }, {
      wrong: 1,
    } as never),
  )
  await expect(announced).rejects.toThrow('does not fit its schema')
  const sent = host.runInCtx(system, (ctx) =>
    ctx.send({ id: 'apple.fly', payload: mailSettled.schema } as never, {} as never, { dedupe: 'x' }),
  )
  await expect(sent).rejects.toThrow('no plugin declares the errand apple.fly')
})

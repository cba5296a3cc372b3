import { announcement, corePlugin, Type } from '@berberis/core'
import { conformance, type TestHost } from './testing/index.js'

const id = Type.Integer({ minimum: 1 })
/** What the core leaves for itself while a large set is put in another order or one of its values is called something else. */
const keysBehind = announcement('core.attribute-keys-behind', Type.Object({ typeId: id }))
const wordsChanged = announcement(
  'core.attribute-words-changed',
  Type.Object({ typeId: id, itemId: id, after: Type.Integer({ minimum: 0 }) }),
)

// The core comes in by its own door, so it is judged as every plugin is; from here, since it stands below the suite.
conformance(corePlugin, { story: moreThanTheExample })

/** The example is too small for a set whose records are written anew in the background. */
async function moreThanTheExample(host: TestHost): Promise<void> {
  await host.run(async (ctx) => {
    const item = await ctx
      .db('core_attribute_item')
      .orderBy('id')
      .first<{ id: number; type_id: number }>('id', 'type_id')
    await ctx.announce(keysBehind, { typeId: item.type_id })
    await ctx.announce(wordsChanged, { typeId: item.type_id, itemId: item.id, after: 0 })
  })
}

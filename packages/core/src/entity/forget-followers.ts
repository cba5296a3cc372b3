import { dropAttributes } from '../attributes/write-attributes.js'
import type { Ctx } from '../ctx.js'
import type { Entity } from '../plugin/entity.js'
import { unindexRecords } from '../search/index-record.js'
import { followersOf } from './followers.js'

/**
 * Records that follow removed ones go with them by the database's own cascade. Their attributes and search rows hang on no
 * key and are taken away here, those of their own followers too; where a key refuses the removal, all of it is rolled back.
 */
export async function forgetFollowers(ctx: Ctx, entity: Entity, ids: readonly number[]): Promise<void> {
  for (const { follower, column } of followersOf(ctx, entity)) {
    const followers = await ctx.db(follower.model.tableName).whereIn(column, ids).pluck<number[]>('id')
    if (followers.length === 0) continue
    await dropAttributes(ctx, follower, followers)
    await unindexRecords(ctx, follower, followers)
    await forgetFollowers(ctx, follower, followers)
  }
}

import type { Knex } from 'knex'
import type { HostConfig } from '../host/config.js'

/** What people call an instance: the firm's name, or its public address while nobody gave one. */
export async function nameOf(db: Knex, { publicAddress }: Pick<HostConfig, 'publicAddress'>): Promise<string> {
  if (!(await db.schema.hasTable('core_setting'))) return publicAddress
  const row: { value: string } | undefined = await db('core_setting')
    .where({ plugin: 'core', key: 'firmName' })
    .first('value')
  const name: unknown = row ? JSON.parse(row.value) : ''
  return typeof name === 'string' && name !== '' ? name : publicAddress
}

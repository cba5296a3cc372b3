import type { Knex } from 'knex'

/** What waits for a plugin is put off, or is due at once again. */
export async function hold(
  trx: Knex,
  { plugin, errands }: { readonly plugin: string; readonly errands: readonly string[] },
  { at, held }: { readonly at: string; readonly held?: string },
): Promise<void> {
  const outbox = trx('core_outbox').where({ plugin, state: 'waiting' })
  const waiting = trx('core_errand').whereIn('errand', errands).where({ state: 'pending' })
  if (held !== undefined) for (const rows of [outbox, waiting]) void rows.where({ due_at: held })
  await outbox.update({ due_at: at })
  await waiting.update({ due_at: at })
}

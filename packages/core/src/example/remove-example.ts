import type { Knex } from 'knex'
import type { Ctx, Files, Registry } from '../ctx.js'
import { dropGuards, raiseGuards } from '../db/guards.js'
import { planRemoval } from './plan-removal.js'
import { takeAway } from './take-away.js'

/** What the console gives: the database itself, and a way to do work in a transaction of its own. */
export interface RemovingHost {
  readonly db: Knex
  readonly registry: Registry
  readonly files: Files
  runInCtx<T>(origin: 'console', work: (ctx: Ctx) => Promise<T>): Promise<T>
}

/**
 * Takes the example firm away without a trace: rows, numbers, files. The database's own guards forbid to delete issued
 * documents and the trail, so they are lifted for as long as it takes; nobody should be working then. Refuses before it
 * touches anything: see `planRemoval`.
 */
export async function removeExample({ db, registry, files, runInCtx }: RemovingHost): Promise<void> {
  const guards = registry.plugins.flatMap((plugin) => plugin.guards ?? [])
  await runInCtx('console', planRemoval)
  await dropGuards(db, guards)
  try {
    const unneeded = await runInCtx('console', takeAway)
    for (const sha256 of unneeded) await files.remove(sha256)
  } finally {
    await raiseGuards(db, guards)
  }
}

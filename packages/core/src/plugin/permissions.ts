/** How far a grant reaches: records of one's own, of one's unit and the units below it, or all. */
export type Scope = 'own' | 'department' | 'all'

/** Roles that exist from the first run; `technician` and `consultant` come with the example firm. */
export type FirstRole = 'manager' | 'secretary' | 'seller' | 'technician' | 'consultant'

export interface Permission {
  readonly id: string
  /** False: granted or not, nothing in between. Its grants are stored with scope `all`. */
  readonly scoped: boolean
  /** Whom the plugin's author would give it to; shown as a suggestion, never granted by installing. */
  readonly suggest: Readonly<Partial<Record<FirstRole, Scope>>>
}

/**
 * One right, `plugin.verb-noun`. Its label is the locale key `permission.<id>`.
 * A scoped permission is compiled into the queries of the entities that name it.
 */
export function permission(
  id: string,
  { scoped = false, suggest = {} }: { scoped?: boolean; suggest?: Permission['suggest'] } = {},
): Permission {
  return { id, scoped, suggest }
}

/** What a route may name instead of a permission: open to the world, or to whoever is signed in. */
export type OpenTo = 'anyone' | 'signed-in'

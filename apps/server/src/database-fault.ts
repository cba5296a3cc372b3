/** Codes of a database that cannot be spoken to at all, and what the terminal says about each. */
const SENTENCES = {
  ECONNREFUSED: 'database.gone',
  ENOTFOUND: 'database.gone',
  EAI_AGAIN: 'database.gone',
  EHOSTUNREACH: 'database.gone',
  ETIMEDOUT: 'database.gone',
  PROTOCOL_CONNECTION_LOST: 'database.gone',
  ER_ACCESS_DENIED_ERROR: 'database.refused',
  ER_DBACCESS_DENIED_ERROR: 'database.refused',
  ER_BAD_DB_ERROR: 'database.none',
  SQLITE_CANTOPEN: 'database.unopened',
  SQLITE_NOTADB: 'database.unopened',
  SQLITE_READONLY: 'database.unwritable',
  SQLITE_CORRUPT: 'database.damaged',
} as const

export type DatabaseSentence = (typeof SENTENCES)[keyof typeof SENTENCES]

/** The text that says why the database cannot be used; null for any other error. */
export function databaseFault(error: unknown): DatabaseSentence | null {
  const { code, cause } = (error ?? {}) as { readonly code?: unknown; readonly cause?: unknown }
  const known = Object.entries(SENTENCES).find(([name]) => name === code)
  if (known) return known[1]
  return cause === undefined ? null : databaseFault(cause)
}

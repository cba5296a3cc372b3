import Database from 'better-sqlite3'
import fastify from 'fastify'
import mysql from 'mysql2/promise'
import { answering, startedWith } from './child.js'
import type { Statement } from './statements.js'

/** What one request asked of the database, and the JSON it answered. */
export interface Trace {
  readonly statements: readonly Statement[]
  /** Null: the rows themselves are the answer. */
  readonly body: unknown
}

/**
 * The other side of the ratio: fastify alone, which runs the very statements a request of ours ran, on the same driver,
 * and sends the same JSON. It knows no session, permission, schema, audit or template.
 */
const { database } = startedWith<{ database: string }>()
const run = database.startsWith('sqlite:') ? sqlite(database.slice('sqlite:'.length)) : await mariadb(database)
const traces = new Map<string, readonly Trace[]>()

const app = fastify()
app.all<{ Params: { name: string; at: string } }>('/:name/:at', async ({ params, method }, reply) => {
  const trace = traces.get(params.name)?.[Number(params.at)]
  if (!trace) return reply.code(404).send()
  const rows = await run(trace.statements)
  if (method === 'POST') reply.code(201)
  return trace.body ?? rows
})
await app.listen({ host: '127.0.0.1', port: 0 })

answering({
  address: () => app.listeningOrigin,
  load: ({ key, list }: { key: string; list: readonly Trace[] }) => void traces.set(key, list),
  stop: () => process.exit(0),
})

function sqlite(file: string) {
  const db = new Database(file)
  for (const setting of ['journal_mode = WAL', 'synchronous = FULL', 'foreign_keys = ON', 'cache_size = -65536'])
    db.pragma(setting)
  const kept = new Map<string, Database.Statement>()
  const prepared = (sql: string) => {
    const known = kept.get(sql) ?? db.prepare(sql)
    kept.set(sql, known)
    return known
  }
  return async (statements: readonly Statement[]): Promise<unknown> =>
    statements.map(({ sql, values, reads }) => (reads ? prepared(sql).all(...values) : prepared(sql).run(...values)))
}

async function mariadb(url: string) {
  const pool = mysql.createPool({
    uri: url,
    connectionLimit: 4,
    timezone: 'Z',
    dateStrings: true,
    supportBigNumbers: true,
  })
  pool.on('connection', (connection) => {
    void connection.query(
      "set session sql_mode = 'STRICT_ALL_TABLES', tx_isolation = 'READ-COMMITTED', optimizer_switch = 'exists_to_in=off'",
    )
  })
  return async (statements: readonly Statement[]) => {
    const connection = await pool.getConnection()
    try {
      const answers: unknown[] = []
      for (const { sql, values } of statements) answers.push((await connection.query(sql, [...values]))[0])
      return answers
    } finally {
      connection.release()
    }
  }
}

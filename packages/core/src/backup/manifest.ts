import { open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { type Static, Type } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import { BackupFault } from './backup-fault.js'

const sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' })

/** Rows of one table: how many, and the SHA-256 of their lines in the order of the primary key (`rowLine`). */
const tableSum = Type.Object({
  name: Type.String(),
  columns: Type.Array(Type.String()),
  rows: Type.Integer(),
  sha256,
})

const storedFile = Type.Object({ path: Type.String(), size: Type.Integer(), sha256 })

const manifest = Type.Object({
  /** Of this folder's layout; a program reads those it knows. */
  format: Type.Literal(1),
  /** UTC instant at which the database was looked at. */
  at: Type.String(),
  /** Version of the program that made it. */
  program: Type.String(),
  engine: Type.Union([Type.Literal('sqlite'), Type.Literal('mariadb')]),
  /** What people call the instance: the firm's name, or its public address while there is none. */
  name: Type.String(),
  plugins: Type.Array(Type.Object({ id: Type.String(), version: Type.String() })),
  tables: Type.Array(tableSum),
  /** Everything else in the folder but attachments: the database, configuration, templates, archives. */
  parts: Type.Array(storedFile),
  /** The list of attachments, a line each, is a part of its own; here how many and how big they are. */
  files: Type.Object({ count: Type.Integer(), bytes: Type.Integer() }),
  /** Hashes that a row names and no file had when it was made: they were lost before. At most 1 000 are named. */
  missing: Type.Array(Type.String()),
  /** How the instance key lies in the folder. */
  key: Type.Union([Type.Literal('plain'), Type.Literal('sealed')]),
})

export type Manifest = Static<typeof manifest>
export type TableSum = Static<typeof tableSum>
export type StoredFile = Static<typeof storedFile>

const NAME = 'manifest.json'

/** The last step of a backup: a folder without it is one that was broken off. */
export async function writeManifest(folder: string, made: Manifest): Promise<void> {
  const file = await open(join(folder, `${NAME}.new`), 'w', 0o600)
  try {
    await file.writeFile(`${JSON.stringify(made, null, 2)}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(join(folder, `${NAME}.new`), join(folder, NAME))
}

/** Throws BackupFault `no-backup` for a folder without one, `newer-backup` for one of a layout that is not known here. */
export async function readManifest(folder: string): Promise<Manifest> {
  let text: string
  try {
    text = await readFile(join(folder, NAME), 'utf8')
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(String((error as NodeJS.ErrnoException).code)))
      throw new BackupFault('no-backup', folder)
    throw error
  }
  const said = parsed(text)
  if (Value.Check(manifest, said)) return said
  const format = typeof said === 'object' && said !== null ? Reflect.get(said, 'format') : undefined
  throw new BackupFault(typeof format === 'number' && format > 1 ? 'newer-backup' : 'not-whole', join(folder, NAME))
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

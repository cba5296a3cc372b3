// No file over 250 lines: by then two things live in it. Migrations, texts and data may be long; tests may not.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, extname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const limit = 250
const watched = new Set(['.ts', '.js', '.mjs', '.hbs', '.css'])
const skipped = new Set(['node_modules', 'dist', 'coverage', 'data', 'migrations', 'locales', 'example-data'])

const files = under(root)
const long = files.map((path) => ({ path, lines: countLines(path) })).filter(({ lines }) => lines > limit)
for (const { path, lines } of long) console.error(`${relative(root, path)}: ${lines} lines, the limit is ${limit}`)
if (long.length > 0) process.exit(1)
console.log(`${files.length} files, none over ${limit} lines`)

function under(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return skipped.has(entry.name) || entry.name.startsWith('.') ? [] : under(path)
    return isWatched(entry.name) ? [path] : []
  })
}

function isWatched(name) {
  return watched.has(extname(name)) && !name.endsWith('.min.js')
}

function countLines(path) {
  return readFileSync(path, 'utf8').split('\n').length - 1
}

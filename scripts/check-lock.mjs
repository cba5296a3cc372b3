// Fails when the lock file names an optional platform package it does not hold: `npm ci` would refuse such a lock.
import { readFileSync } from 'node:fs'

const { packages } = JSON.parse(readFileSync(process.argv[2] ?? 'package-lock.json', 'utf8'))
const held = new Set(Object.keys(packages).map((path) => path.split('node_modules/').pop()))
const missing = Object.entries(packages).flatMap(([path, entry]) =>
  Object.keys(entry.optionalDependencies ?? {})
    .filter((name) => !held.has(name))
    .map((name) => `${path}@${entry.version} wants ${name}`),
)
if (missing.length > 0) {
  console.error(`package-lock.json is incomplete:\n  ${missing.join('\n  ')}`)
  process.exit(1)
}
console.log(`package-lock.json: ${held.size} packages, none missing`)

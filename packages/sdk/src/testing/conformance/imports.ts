import { dirname, join } from 'node:path/posix'
import ts from 'typescript'
import { lineAt, type Manifest, type Source, type Subject } from './subject.js'

/** An import as it is written, and the file of this package it means, if any. */
interface Import {
  readonly from: Source
  readonly line: number
  readonly name: string
  readonly target: string | null
}

/**
 * Imports against the arrows: what a plugin may take from outside, and which way things point inside it. Core, which stands
 * below the SDK, is asked for its own: nothing of `@berberis/*`, and a contract that knows types only.
 */
export function importFaults({ plugin, manifest, sources }: Subject): string[] {
  const core = plugin.id === 'core'
  const imports = sources.flatMap(importsOf)
  const outside = core ? coreReaches : (one: Import) => pluginReaches(one, plugin.needs ?? [], manifest)

  return imports.flatMap((one) => {
    const why = one.target === null ? outside(one) : inside(one)
    return why === null ? [] : [`src/${one.from.path}:${one.line} imports ${one.name}: ${why}`]
  })
}

function importsOf(from: Source): Import[] {
  return ts.preProcessFile(from.text, true, true).importedFiles.map(({ fileName: name, pos }) => ({
    from,
    line: lineAt(from.text, pos),
    name,
    target: name.startsWith('.') ? join(dirname(from.path), name) : null,
  }))
}

const BENEATH =
  /^(objection|knex|typebox|@sinclair\/typebox|fastify|fastify-plugin|mysql2|better-sqlite3|handlebars)(\/|$)|^@fastify\//

function pluginReaches({ name, from }: Import, needs: readonly string[], manifest: Manifest): string | null {
  if (name.startsWith('node:')) return null
  if (from.isTest) return name.startsWith('@berberis/core') ? 'tests too know the core through @berberis/sdk' : null
  if (name === '@berberis/sdk') return null
  if (name === '@berberis/sdk/testing') return 'the testing door is for tests'
  if (name.startsWith('@berberis/core')) return 'the core is known through @berberis/sdk'
  if (BENEATH.test(name)) return 'take it from @berberis/sdk, so that there is one copy of it and it can be replaced'

  const bare = packageName(name)
  if (!{ ...manifest.dependencies, ...manifest.peerDependencies }[bare])
    return `package.json names ${bare} in neither dependencies nor peerDependencies`
  const other = /^@berberis\/plugin-([a-z-]+)/.exec(bare)?.[1]
  if (other === undefined) return null
  if (name !== bare) return `a plugin is taken at its root, ${bare}`
  return needs.includes(other) ? null : `the plugin does not say needs: ['${other}']`
}

function coreReaches({ name, from }: Import): string | null {
  if (name.startsWith('@berberis/')) return 'the core stands below the SDK and every plugin'
  const libraries = /^(node:|@sinclair\/typebox|knex$|objection$|fastify$|@fastify\/type-provider-typebox$)/
  if (from.path.startsWith('plugin/') && !from.isTest && !libraries.test(name))
    return 'the contract knows types of the web, schema and query libraries'
  return null
}

/** index → routes → services → models; nothing imports the index of the package. */
function inside({ from, target }: Import): string | null {
  if (target === null || from.isTest) return null
  if (target.startsWith('..')) return 'another package is reached by its name'
  if (target === 'index.js') return 'nothing imports the index of its own package'
  if (!target.endsWith('.js')) return 'imports end in .js'
  const [here, there] = [roomOf(from.path), roomOf(target)]
  if (there === 'routes' && (here === 'services' || here === 'models')) return `${here} know no request`
  if (there === 'services' && here === 'models') return 'models know no service'
  return null
}

function roomOf(path: string): 'routes' | 'services' | 'models' | null {
  const found = /(?:^|\/)(routes|services|models?)(?:\/|\.[tj]s$)/.exec(path)?.[1]
  if (found === undefined) return null
  return found === 'model' ? 'models' : (found as 'routes' | 'services' | 'models')
}

function packageName(name: string): string {
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/')
}

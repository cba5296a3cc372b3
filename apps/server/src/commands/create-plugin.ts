import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { houseVersion } from '@berberis/core'
import { newPlugin } from '../new-plugin.js'
import type { Console } from '../open-host.js'
import { word } from '../read-args.js'

/** `create-plugin <id>`: a folder `berberis-plugin-<id>` that passes types, lint and conformance as it stands. */
export async function createPlugin({ args, cwd, texts, say }: Console): Promise<number> {
  const id = word(args, 1, 'id')
  if (!/^[a-z][a-z0-9-]{1,30}$/.test(id)) {
    say(texts['create.bad-id'], { id })
    return 1
  }
  const folder = resolve(cwd, `berberis-plugin-${id}`)
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    say(texts['create.taken'], { folder })
    return 1
  }
  for (const [path, text] of Object.entries(newPlugin(id, houseVersion()))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  say(texts['create.done'], { folder })
  return 0
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { corePlugin, createHost, describeTables, packageOf, sheetOf } from '@berberis/core'
import { configured, type Console } from '../open-host.js'

/** Writes SHEET.md beside the package.json of every listed plugin: what others see of it, from its definition. */
export async function sheet(console: Console): Promise<number> {
  const { config, plugins } = await configured(console)
  const dataFolder = mkdtempSync(join(tmpdir(), 'berberis-sheet-'))
  const host = await createHost({
    config: { ...config, dataFolder, database: 'sqlite::memory:', logLevel: 'silent', works: false },
    plugins: [corePlugin, ...plugins],
  })
  try {
    await host.ready()
    const tables = await describeTables(host.kernel.db)
    const t = (key: string) => host.kernel.translate('en', key)
    for (const plugin of plugins) {
      const file = join(packageOf(plugin).folder, 'SHEET.md')
      writeFileSync(file, sheetOf({ plugin, routes: host.routes, tables, t }))
      console.say(console.texts['sheet.written'], { file })
    }
  } finally {
    await host.close()
    rmSync(dataFolder, { recursive: true, force: true })
  }
  return 0
}

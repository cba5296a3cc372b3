import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const usual = ['/usr/bin', '/usr/local/bin', '/opt/homebrew/bin']
const names = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

/** A Chromium that tests may drive: `CHROMIUM_PATH`, or the one that is installed; null when there is none. */
export const chromium = process.env['CHROMIUM_PATH'] || installed() || null

/** A MariaDB server on which tests may create databases, `mysql://…/`; null when there is none. */
export const mariadb = process.env['BERBERIS_TEST_MYSQL'] || null

/** Under CI a program that is not there is a failure; at the desk its tests are left out and `npm test` says so. */
export const ci = Boolean(process.env['CI']) && process.env['CI'] !== 'false'

function installed(): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...usual]
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path))
}

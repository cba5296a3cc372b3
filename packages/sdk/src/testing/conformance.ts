import { afterAll, beforeAll, describe, test } from 'vitest'
import type { Plugin } from '@berberis/core'
import { columnFaults } from './conformance/columns.js'
import { deliveryFaults } from './conformance/deliveries.js'
import { helpFaults } from './conformance/help.js'
import { importFaults } from './conformance/imports.js'
import { lengthFaults } from './conformance/lengths.js'
import { migrationFaults } from './conformance/migrations.js'
import { nameFaults } from './conformance/names.js'
import { policyFaults } from './conformance/policy.js'
import { rightFaults } from './conformance/rights.js'
import { boundFaults } from './conformance/routes.js'
import { sound } from './conformance/sound.js'
import { subjectOf } from './conformance/subject.js'
import { templateFaults, textFaults } from './conformance/texts.js'
import { watched } from './conformance/watched.js'
import { eachDatabase } from './databases.js'
import { testHost, type TestHost } from './host.js'

export interface ConformanceOptions {
  /** The plugins it needs, as values. */
  readonly needs?: readonly Plugin[]
  /** Brings about what the plugin listens to and its example does not; runs on a host with the example loaded. */
  readonly story?: (host: TestHost) => Promise<void>
}

const LONG = 300_000

/**
 * What every plugin promises (house §10), in one line of its `plugin.test.ts`: `conformance(plugin)`. Each fault says where
 * it is and what to do. The plugin's own example is what the suite plays with, so the example has a row of everything.
 */
export function conformance(plugin: Plugin, { needs = [], story }: ConformanceOptions = {}): void {
  describe(`the plugin ${plugin.id}`, () => {
    const subject = subjectOf(plugin)
    test('imports along the arrows', () => sound(importFaults(subject)))
    test('has no source over 250 lines', () => sound(lengthFaults(subject)))
    test('helps with every screen of administration', () => sound(helpFaults(subject)))
    test('names things after itself', () => sound(nameFaults(plugin)))

    describe('in a host with the example firm', () => {
      const watch = watched(plugin)
      let host: TestHost
      beforeAll(async () => {
        host = await testHost({ plugins: [...needs, watch.plugin], example: true })
        await story?.(host)
        await host.drain()
      }, LONG)
      afterAll(() => host?.close())
      const routes = () => host.host.routes.filter((route) => route.plugin === plugin.id)

      test('has every text in both languages', () => sound(textFaults(host.host, subject)))
      test('has templates that keep to the rules', () => sound(templateFaults(host.host, subject)))
      test('keeps its fields in columns that are there', async () =>
        sound(await columnFaults(host.host.kernel.db, plugin)))
      test('bounds all it takes from a request', () => sound(boundFaults(routes())))
      test(
        'takes a second delivery of an announcement, and shapes only what it declares',
        async () => sound(await deliveryFaults(host, watch)),
        LONG,
      )
      test(
        'refuses at both doors who may not, and changes nothing',
        async () => sound(await rightFaults(host, routes())),
        LONG,
      )
      test(
        'shows everybody the rows he may see, and no others',
        async () => sound(await policyFaults(host, plugin)),
        LONG,
      )
    })

    eachDatabase((database) => {
      test(
        'migrates up, down and up again with rows in its tables',
        async () => sound(await migrated(plugin, needs, database)),
        LONG,
      )
    })
  })
}

async function migrated(
  plugin: Plugin,
  needs: readonly Plugin[],
  database: Parameters<Parameters<typeof eachDatabase>[0]>[0],
): Promise<string[]> {
  const host = await testHost({ plugins: [...needs, plugin], database, example: true })
  try {
    return await migrationFaults(host, plugin)
  } finally {
    await host.close()
  }
}

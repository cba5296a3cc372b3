import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exampleHost, type ExampleHost } from '../example-firm/example-host.js'
import { plansOf } from '../example-firm/plans-of.js'

/** Ranges that hold what belongs to one record, and to nobody else. */
const OWN =
  /^SEARCH \w+ (EXISTS )?USING .*\((rowid|contractor_id|case_id|event_id|record_id|operator_id|substitute_id|role_id|tax_id|token_hash|name|plugin)=\?/

describe('the page of a contractor asks the embedded database', () => {
  let example: ExampleHost
  beforeAll(async () => {
    example = await exampleHost('sqlite')
  }, 120_000)
  afterAll(() => example.drop())

  it.each(['/contractors/1', '/contractors/1/cases', '/contractors/1/events'])(
    'for nothing but its own rows: %s',
    async (url) => {
      const adam = await example.as('adam')
      // What is kept in memory is read by whoever asks first.
      await example.host.app.inject({ method: 'GET', url, headers: adam.page })
      const plans = await plansOf(example, adam, url)
      const steps = plans.flatMap((plan) => plan.steps)
      expect(steps.filter((step) => step.includes('core_case')).length).toBeGreaterThan(1)
      expect(steps.filter((step) => !OWN.test(step))).toEqual([])
    },
  )
})

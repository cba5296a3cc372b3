import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files that take minutes; begun last, one of them would go on alone. */
const LONG = [
  /browser\/pages/,
  /test\/crash/,
  /browser\/weights/,
  /test\/browser/,
  /\/(core|plugin)\.test/,
  /host\/life/,
]

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => LONG.findIndex((each) => each.test(moduleId)) + 1 || 99
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other))
  }
}

export default defineConfig({
  ssr: { resolve: { conditions: ['@berberis/source', 'node'] } },
  resolve: { conditions: ['@berberis/source'] },
  test: {
    include: [
      'packages/*/src/**/*.test.ts',
      'apps/*/src/**/*.test.ts',
      'examples/*/src/**/*.test.ts',
      'test/**/*.test.ts',
    ],
    testTimeout: 60_000,
    hookTimeout: 240_000,
    maxWorkers: 2,
    // Loading the sources anew for every file took longer than most files do; each test opens hosts and databases of its own.
    isolate: false,
    sequence: { sequencer: LongestFirst },
  },
})

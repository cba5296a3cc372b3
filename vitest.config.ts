import { defineConfig } from 'vitest/config'

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
  },
})

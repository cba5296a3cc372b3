import { defineConfig } from 'tsup'

// Code that both entries use must stay in a shared chunk: two copies of a class would break `instanceof`.
export default defineConfig({
  entry: { index: 'src/index.ts', 'testing/index': 'src/testing/index.ts' },
  format: ['esm'],
  target: 'node22',
  sourcemap: true,
  clean: true,
})

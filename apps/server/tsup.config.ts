import { defineConfig } from 'tsup'

// berberis.config.ts is not bundled: it is read when the server starts.
export default defineConfig({
  entry: ['src/berberis.ts', 'src/index.ts'],
  format: ['esm'],
  target: 'node22',
  sourcemap: true,
  clean: true,
})

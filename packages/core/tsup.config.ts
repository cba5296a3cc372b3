import { defineConfig } from 'tsup'
import { writeManifest } from './src/shipped/write-manifest.js'

// The worker that renders documents is started by its path, so it is an entry of its own.
export default defineConfig({
  entry: { index: 'src/index.ts', 'render-worker': 'src/pdf/render-worker.ts' },
  format: ['esm'],
  target: 'node22',
  sourcemap: true,
  clean: true,
  onSuccess: () => writeManifest(import.meta.dirname),
})

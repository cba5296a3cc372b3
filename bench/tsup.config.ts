import { defineConfig } from 'tsup'

// The bench runs on the built packages, as an instance does; only its own files are put together here.
export default defineConfig({
  entry: [
    'bench/run.ts',
    'bench/pages.ts',
    'bench/office.ts',
    'bench/import.ts',
    'bench/servers/prepare.ts',
    'bench/servers/platform.ts',
    'bench/servers/bare.ts',
    'bench/servers/mailer.ts',
  ],
  outDir: 'bench/dist',
  format: ['esm'],
  target: 'node22',
  clean: true,
  sourcemap: true,
  skipNodeModulesBundle: true,
})

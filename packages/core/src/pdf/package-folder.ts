import { fileURLToPath } from 'node:url'

/** From source this file stands in `src/pdf`, built in `dist`; data folders lie beside both. */
const fromSource = import.meta.url.endsWith('.ts')

/** A folder of the core that is shipped as it is: its `templates`, and the `fonts` of every document. */
export function packageFolder(name: 'templates' | 'fonts'): string {
  return fileURLToPath(new URL(`${fromSource ? '../../' : '../'}${name}`, import.meta.url))
}

/** The program of the renderer, a process of its own. */
export function rendererProgram(): string {
  return fileURLToPath(new URL(fromSource ? './render-worker.ts' : './render-worker.js', import.meta.url))
}

import { scriptTexts } from '../script-texts.js'
import { attributes, type Helper, type Tools } from './helper.js'

/** What only the layout may print: the import map, the two scripts and the texts they say. */
export function chrome({ clean }: Tools): Readonly<Record<string, Helper>> {
  return {
    'script-texts': ({ env }) => scriptTexts(env),
    scripts: ({ args: [importMap], env }) =>
      clean(
        `<script type="importmap">${String(importMap)}</script>` +
          `<script${attributes({ src: env.asset('core/htmx.min.js'), defer: true })}></script>` +
          `<script${attributes({ type: 'module', src: env.asset('core/ui.js') })}></script>`,
      ),
  }
}

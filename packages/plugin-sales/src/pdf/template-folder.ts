import { fileURLToPath } from 'node:url'

/** From source this file stands in `src/pdf`, built in `dist`; the templates lie beside both. */
const above = import.meta.url.endsWith('.ts') ? '../../' : '../'

/** Our own templates; a file of the same name in the data folder comes before them. */
export const templateFolder: string = fileURLToPath(new URL(`${above}templates`, import.meta.url))

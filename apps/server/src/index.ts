export { start } from './commands/start.js'
export { readConfig } from './read-config.js'
export { hostConfigOf, placeOf } from './server-config.js'
export type { Place, ServerConfig } from './server-config.js'

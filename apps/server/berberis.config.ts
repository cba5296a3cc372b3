import projects from '@berberis/plugin-projects'
import sales from '@berberis/plugin-sales'
import type { ServerConfig } from './src/server-config.js'

/** Which plugins this instance is made of, and where it lives. `BERBERIS_*` variables win over what is said here. */
const config: ServerConfig = {
  plugins: [projects, sales],
}

export default config

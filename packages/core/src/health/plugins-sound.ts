import type { Kernel } from '../host/kernel.js'
import { lifeOf } from '../host/life/life.js'
import type { Finding } from './finding.js'

/** Plugins that are on their way in or out and did not arrive, and those whose code is not listed any more. */
export async function pluginsSound(kernel: Kernel): Promise<readonly Finding[]> {
  const life = lifeOf(kernel)
  if (!life) return []
  return [...(await life.known()).values()].flatMap(({ id, state }) => {
    if (state === 'installing' || state === 'removing') return [{ code: `plugin-${state}`, params: { plugin: id } }]
    return life.listed.some((plugin) => plugin.id === id) ? [] : [{ code: 'plugin-unlisted', params: { plugin: id } }]
  })
}

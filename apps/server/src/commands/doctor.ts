import { examine, findingKey, StartFault } from '@berberis/core'
import { type Console, openHost } from '../open-host.js'
import { languageOf } from '../texts.js'

/** `doctor`: looks at everything and says what to do about each finding. 0: sound, 1: findings. */
export async function doctor(console: Console): Promise<number> {
  const { texts, say } = console
  const findings = await findingsOf(console)
  for (const finding of findings) say(`✗ ${finding}`)
  say(findings.length === 0 ? texts['doctor.sound'] : texts['doctor.findings'], { count: findings.length })
  return findings.length === 0 ? 0 : 1
}

async function findingsOf(console: Console): Promise<readonly string[]> {
  try {
    const { instance } = await openHost(console, { works: false, looks: true })
    try {
      const found = await examine(instance.kernel)
      return found.map((one) => instance.kernel.translate(languageOf(console.env), findingKey(one), one.params))
    } finally {
      await instance.close()
    }
  } catch (error) {
    // Two copies of the SDK, a plugin that does not fit: the host says each, and there is nothing else to look at.
    if (error instanceof StartFault) return error.faults
    throw error
  }
}

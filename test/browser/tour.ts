import { readFileSync } from 'node:fs'

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')

/** The words of one step of the README's tour: bold for what is pressed, slanting for what is chosen. */
export interface Step {
  /** The word itself when the step says it; throws when it does not, since then the README tells another story. */
  says(word: string): string
  /** What the step names and nobody has asked for. */
  left(): readonly string[]
}

/** The numbered steps of "Five minutes", and before them the paragraph that leads in. */
export function tourSteps(): readonly Step[] {
  const section = /## Five minutes\n([\s\S]*?)\n## /.exec(readme)?.[1]
  if (!section) throw new Error('the README has no tour')
  const [lead = '', ...steps] = section.split(/\n\d+\. /)
  return [lead, ...steps].map((text) => stepOf(text.replace(/\s+/g, ' ')))
}

function stepOf(text: string): Step {
  const named = [...text.matchAll(/\*\*(.+?)\*\*|(?<!\w)_(.+?)_(?!\w)|`(.+?)`/g)].map(
    ([, bold, slanting, typed]) => bold ?? slanting ?? typed ?? '',
  )
  const words = named.flatMap((word) => word.split(' → '))
  const open = [...words]
  return {
    says(word) {
      if (!words.includes(word)) throw new Error(`the README does not say "${word}": ${words.join(', ')}`)
      const at = open.indexOf(word)
      if (at >= 0) open.splice(at, 1)
      return word
    },
    left: () => open,
  }
}

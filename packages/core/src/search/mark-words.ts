import { fold } from '../text/fold.js'

/** A piece of a label, and whether it is what somebody looked for. */
export interface MarkedPart {
  readonly text: string
  readonly hit: boolean
}

/** A label in pieces, fragments found without regard to case and accents marked; one unmarked piece when there are none. */
export function markWords(label: string, fragments: readonly string[]): readonly MarkedPart[] {
  const signs = [...label]
  const folded = signs.map((sign) => fold(sign))
  const text = folded.map((sign) => (sign === '' ? ' ' : sign)).join('')
  const owner = folded.flatMap((sign, at) => Array.from({ length: Math.max(1, sign.length) }, () => at))
  const hit = signs.map(() => false)
  for (const fragment of fragments) {
    for (let at = text.indexOf(fragment); fragment !== '' && at >= 0; at = text.indexOf(fragment, at + 1)) {
      for (const sign of owner.slice(at, at + fragment.length)) hit[sign] = true
    }
  }

  const parts: { text: string; hit: boolean }[] = []
  for (const [at, sign] of signs.entries()) {
    const last = parts.at(-1)
    if (last && last.hit === hit[at]) last.text += sign
    else parts.push({ text: sign, hit: hit[at] ?? false })
  }
  return parts
}

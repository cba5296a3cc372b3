/** Passwords people really use, most used first; what a program would try before anything else. */
export interface CommonPasswords {
  /** All of them, lower case. */
  readonly listed: ReadonlySet<string>
  /** The ten thousand most used ones that are words: four letters or more and nothing else. */
  readonly words: ReadonlySet<string>
}

const MOST_USED = 10_000

let kept: Promise<CommonPasswords> | null = null

/**
 * The list of passwords from breaches that ships with `@zxcvbn-ts/language-common`, 49 000 of them, Polish ones among them
 * (spec-core §1 asks for 10 000). Read when the first password is judged: most processes never judge one.
 */
export function commonPasswords(): Promise<CommonPasswords> {
  kept ??= read()
  return kept
}

async function read(): Promise<CommonPasswords> {
  const { dictionary } = await import('@zxcvbn-ts/language-common')
  const all = dictionary['passwords-common']
  const words = all.slice(0, MOST_USED).filter((text) => /^[a-z]{4,}$/.test(text))

  return { listed: new Set(all), words: new Set(words) }
}

import { fill, type Texts } from './texts.js'

type Sentence =
  'badListen' | 'cannotListen' | 'badMail' | 'badDatabase' | 'badPublicAddress' | 'badTest' | 'badProofDays'

/** A value of the configuration that says nothing we understand; which one, and the sentence that shows how it is written. */
export class BadValue extends Error {
  readonly sentence: Sentence
  /** The variable, or the key of the configuration file, or the address itself. */
  readonly from: string

  constructor(sentence: Sentence, { from, value }: { from: string; value: string }) {
    super(withoutPassword(value))
    this.sentence = sentence
    this.from = from
  }

  /** In the words of a terminal. */
  in(texts: Texts): string {
    return fill(texts[this.sentence], { name: this.from, value: this.message })
  }
}

/** Whatever stands before the last @ may hold one, also in an address that cannot be read. */
function withoutPassword(value: string): string {
  return value.replace(/:.*@/s, ':…@')
}

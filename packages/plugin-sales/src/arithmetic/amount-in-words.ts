import { toScaled } from '@berberis/sdk'
import { englishNumber } from './english-number.js'
import { polishForm, polishNumber } from './polish-number.js'

/**
 * An amount (decimal string of at most two places, below 10^18) in words, hundredths as NN/100. Polish declines złoty
 * and says „tysiąc”, „milion” alone; other currencies, and every currency in English, stand by code, not declined.
 * A negative amount begins with "minus". Throws RangeError beyond 10^18.
 */
export function amountInWords(amount: string, currency: string, language: 'pl' | 'en'): string {
  const minor = toScaled(amount, 2)
  const size = minor < 0n ? -minor : minor
  const whole = size / 100n
  const words = language === 'pl' ? polishNumber(whole) : englishNumber(whole)
  const unit = language === 'pl' && currency === 'PLN' ? polishForm(whole, 'złoty', 'złote', 'złotych') : currency
  const hundredths = (size % 100n).toString().padStart(2, '0')

  return `${minor < 0n ? 'minus ' : ''}${words} ${unit} ${hundredths}/100`
}

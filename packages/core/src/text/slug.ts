import { fold } from './fold.js'

const LONGEST = 40

/**
 * A key made of a label: `fold` with hyphens, at most 40 signs, never ending in a hyphen. „Wielkość firmy” →
 * "wielkosc-firmy". A label without letters and digits gives an empty text; the caller refuses it.
 */
export function slug(text: string): string {
  const words = [...fold(text).replaceAll(' ', '-')]
  return words.slice(0, LONGEST).join('').replace(/-$/, '')
}

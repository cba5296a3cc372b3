import type { Env } from './env.js'

/** Texts the browser's own program says; they travel in the page, so that no text stands in a script. */
const KEYS = [
  'cancel',
  'close',
  'confirm',
  'confirm-title',
  'failed',
  'forbidden',
  'leave',
  'leave-title',
  'line-removed',
  'network',
  'no-results',
  'not-found',
  'refused',
  'request',
  'retry',
  'saved',
  'session-ended',
  'session-ending',
  'session-extend',
  'sign-in',
  'login',
  'password',
  'stay',
  'stale',
  'too-large',
  'too-many',
  'uploading',
  'uploaded',
  'yes',
] as const

/** JSON of key → text in the reader's language, for `<meta name="ui-texts">`. */
export function scriptTexts(env: Env): string {
  return JSON.stringify(Object.fromEntries(KEYS.map((key) => [key, env.t(`core.ui.${key}`)])))
}

/** Locale keys of those texts, which no template names. */
export const SCRIPT_TEXT_KEYS: readonly string[] = KEYS.map((key) => `core.ui.${key}`)

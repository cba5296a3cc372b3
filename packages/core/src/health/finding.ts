import type { MessageParams } from '../plugin/refusal.js'

/** Something that is not as it should be. Its text, `core.doctor.<code>`, says what and what to do about it. */
export interface Finding {
  readonly code: string
  readonly params?: MessageParams
}

/** Whether a text is one of ours; a plugin's health check answers with the key of its own. */
export const keyOf = ({ code }: Finding): string => (code.includes('.') ? code : `core.doctor.${code}`)

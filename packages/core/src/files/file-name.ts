const LONGEST = 200

/**
 * A sender's file name as it may be shown: the part after the last slash, without control and direction characters, at
 * most 200 signs with its ending kept. Never part of a path. An empty one becomes „plik”.
 */
export function fileName(sent: string): string {
  const last = sent.normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const clean = last
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .trim()
  const signs = [...(clean === '' || /^\.+$/.test(clean) ? 'plik' : clean)]
  if (signs.length <= LONGEST) return signs.join('')
  const ending = /\.[^.]{1,10}$/.exec(clean)?.[0] ?? ''

  return `${signs.slice(0, LONGEST - [...ending].length).join('')}${ending}`
}

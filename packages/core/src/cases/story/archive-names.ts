import { fileName } from '../../files/file-name.js'

const LONGEST = 120
/** Names Windows keeps for devices, with whatever ending. */
const DEVICES = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i

/**
 * Names of files as they may stand in one folder of an archive, in the order given: no path in them, nothing that Windows,
 * macOS or Linux refuses, Polish letters as they are, and no two that a system blind to case or to the way a letter is
 * composed would take for one – the second is `umowa (2).pdf`.
 */
export function archiveNames(names: readonly string[]): readonly string[] {
  const taken = new Set<string>()
  return names.map((name) => {
    const { stem, ending } = partsOf(name)
    for (let at = 1; ; at += 1) {
      const tried = at === 1 ? `${stem}${ending}` : `${stem} (${at})${ending}`
      const key = tried.normalize('NFC').toLowerCase()
      if (taken.has(key)) continue
      taken.add(key)
      return tried
    }
  })
}

function partsOf(name: string): { readonly stem: string; readonly ending: string } {
  const clean = fileName(name).replace(/[. ]+$/, '') || 'plik'
  const ending = /(?<=.)\.[^.]{1,10}$/.exec(clean)?.[0] ?? ''
  const stem = [...clean.slice(0, clean.length - ending.length)].slice(0, LONGEST).join('')
  return { stem: DEVICES.test(stem) ? `_${stem}` : stem, ending }
}

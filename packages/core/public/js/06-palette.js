import { fragment, on } from './01-page.js'
import { tellRefusal } from './04-requests.js'

let asked = 0
let paletteTimer
/** The words that the list on the screen answers; null before the first answer. */
let answered = null

/** Opens the palette: one field to search everything and go anywhere. */
export function openPalette() {
  const dialog = document.getElementById('palette')
  if (!dialog || dialog.open) return
  dialog.showModal()
  const field = dialog.querySelector('input')
  field.select()
  void look(field.value)
}

on('click', '[data-palette]', (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  openPalette()
})

on('input', '#palette-q', (_event, field) => {
  clearTimeout(paletteTimer)
  paletteTimer = setTimeout(() => void look(field.value), 120)
})

on('submit', '#palette form', (event) => {
  event.preventDefault()
  void openFirst(false)
})

on('keydown', '#palette', (event, dialog) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (step) {
    event.preventDefault()
    choose(step)
  } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    event.preventDefault()
    void openFirst(true)
  } else if (event.key === 'Escape') {
    // A search field would keep the key to empty itself.
    event.preventDefault()
    dialog.close()
  }
})

/** The newest question wins, whichever answer comes last. */
async function look(words) {
  const mine = ++asked
  const { response, body } = await fragment(`/palette?q=${encodeURIComponent(words.trim())}`)
  if (mine !== asked) return
  if (!response.ok) return tellRefusal(response.status, body.innerHTML)
  const list = document.getElementById('palette-list')
  list.replaceChildren(...(body.querySelector('[data-palette-results]')?.childNodes ?? []))
  entries().forEach((entry, index) => (entry.id = `palette-entry-${index}`))
  answered = words.trim()
  choose(1)
}

/** Whoever types and presses Enter at once means what he typed, not what the list still shows. */
async function openFirst(inTab) {
  clearTimeout(paletteTimer)
  const { value } = document.getElementById('palette-q')
  if (value.trim() !== answered) await look(value)
  if (document.getElementById('palette-q').value.trim() === answered) open(inTab)
}

function entries() {
  return [...document.querySelectorAll('#palette-list [role=option]')]
}

function choose(step) {
  const all = entries()
  const next = all[(all.findIndex(isChosen) + step + all.length) % all.length]
  for (const entry of all) entry.setAttribute('aria-selected', String(entry === next))
  next?.scrollIntoView({ block: 'nearest' })
  document.getElementById('palette-q').setAttribute('aria-activedescendant', next?.id ?? '')
}

function isChosen(entry) {
  return entry.getAttribute('aria-selected') === 'true'
}

function open(inTab) {
  const entry = entries().find(isChosen)
  if (!entry) return
  if (inTab) window.open(entry.href, '_blank', 'noopener')
  else location.assign(entry.href)
}

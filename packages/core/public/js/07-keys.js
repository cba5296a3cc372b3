import { isTyping, on } from './01-page.js'
import { openPalette } from './06-palette.js'

const shortcuts = new Map()
let awaitsGo = 0

/** A key of a page or an island; throws when it is taken. It never acts while somebody types. */
export function shortcut(key, run) {
  if (shortcuts.has(key)) throw new Error(`the key ${key} is taken`)
  shortcuts.set(key, run)
}

const click = (selector) => () => document.querySelector(selector)?.click()
shortcut('/', () => document.querySelector('[data-list-search]')?.focus())
shortcut('f', click('[data-filter]'))
shortcut('n', click('[data-new]'))
shortcut('?', showShortcuts)
shortcut('j', () => moveRow(1))
shortcut('k', () => moveRow(-1))
shortcut('g', () => (awaitsGo = Date.now() + 1500))

document.addEventListener('keydown', (event) => {
  const { key, ctrlKey, metaKey, altKey, target } = event
  if ((ctrlKey || metaKey) && key.toLowerCase() === 'k') return take(event, openPalette)
  if ((ctrlKey || metaKey) && key === 'Enter') return submitOrOpen(event)
  if (
    ctrlKey ||
    metaKey ||
    altKey ||
    isTyping(target) ||
    document.querySelector('dialog[open]') ||
    target.closest?.('[popover]')
  )
    return
  if (awaitsGo > Date.now() && /^[a-z]$/.test(key)) {
    awaitsGo = 0
    return take(event, click(`[data-go="${key}"]`))
  }
  if (shortcuts.has(key)) return take(event, shortcuts.get(key))
  const named = /^[a-z]$/.test(key) && document.querySelector(`[data-key="${key}"], [data-key="${key.toUpperCase()}"]`)
  if (named) return take(event, () => named.click())
  walkRows(event)
})

on('click', '[data-shortcuts]', () => showShortcuts())

on('click', 'tr[data-row]', (event, row) => {
  if (event.target.closest('a, button, input, label, form') || String(getSelection()) !== '') return
  if (event.ctrlKey || event.metaKey) window.open(row.dataset.row, '_blank', 'noopener')
  else location.assign(row.dataset.row)
})

function take(event, run) {
  event.preventDefault()
  run()
}

function showShortcuts() {
  document.querySelectorAll('.menu:popover-open').forEach((menu) => menu.hidePopover())
  document.getElementById('shortcuts')?.showModal()
}

function submitOrOpen(event) {
  const row = !isTyping(event.target) && rowAt()
  if (row) return take(event, () => window.open(row.dataset.row, '_blank', 'noopener'))
  const form = event.target.closest?.('form[data-form]') ?? document.querySelector('form[data-form]')
  if (form) take(event, () => form.requestSubmit())
}

function walkRows(event) {
  const row = rowAt()
  const onTable = event.target.matches?.('.table-scroll')
  if (!row && !onTable) return
  if (event.key === 'Enter' && row && (onTable || event.target === document.body))
    return take(event, () => location.assign(row.dataset.row))
  const step = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key]
  if (step && !event.target.closest?.('a, button')) take(event, () => moveRow(step))
}

function rowAt() {
  return document.querySelector('tr[data-row].at')
}

function moveRow(step) {
  const rows = [...document.querySelectorAll('tr[data-row]')]
  const next = rows[Math.max(0, Math.min(rows.length - 1, rows.indexOf(rowAt()) + step))]
  if (!next) return
  rowAt()?.classList.remove('at')
  next.classList.add('at')
  next.scrollIntoView({ block: 'nearest' })
  next.closest('.table-scroll')?.focus({ preventScroll: true })
}

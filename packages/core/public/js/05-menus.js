import { on } from './01-page.js'

// `toggle` does not bubble, so it is caught on its way down.
document.addEventListener(
  'toggle',
  ({ target, newState }) => {
    if (!target.matches?.('.menu[popover]') || newState !== 'open') return
    openMenu(target)
  },
  true,
)

/** Where open menus stand. */
const places = new WeakMap()

// A swap takes the place from a menu that stays open: it stays where the hand is, though its button may have moved.
document.addEventListener('htmx:after:swap', () => {
  for (const menu of document.querySelectorAll('.menu[popover]:popover-open'))
    Object.assign(menu.style, places.get(menu))
})

/** Puts an open menu below its button, inside the window, and goes to its first entry. */
export function openMenu(menu) {
  if (place(menu) && !menu.matches('.filters')) entriesOf(menu)[0]?.focus()
}

/** False when it has no button on the page. */
function place(menu) {
  const button = document.querySelector(`[popovertarget="${CSS.escape(menu.id)}"]`)
  if (!button) return false
  const { left, right, bottom, top } = button.getBoundingClientRect()
  const { offsetWidth, offsetHeight } = menu
  const toLeft = left + offsetWidth > innerWidth - 8
  const above = bottom + offsetHeight > innerHeight - 8 && top > offsetHeight
  places.set(menu, {
    inset: 'auto',
    left: `${Math.max(8, toLeft ? right - offsetWidth : left)}px`,
    top: `${above ? top - offsetHeight - 4 : bottom + 4}px`,
  })
  Object.assign(menu.style, places.get(menu))
  return true
}

on('keydown', '[popovertarget]', (event, button) => {
  const menu = document.getElementById(button.getAttribute('popovertarget'))
  if (event.key !== 'ArrowDown' || !menu?.matches('.menu')) return
  event.preventDefault()
  if (menu.matches(':popover-open')) entriesOf(menu)[0]?.focus()
  else menu.showPopover()
})

on('keydown', '.menu[popover]', (event, menu) => {
  const entries = entriesOf(menu)
  const at = entries.indexOf(document.activeElement)
  const go = (index) => {
    event.preventDefault()
    entries.at(index)?.focus()
  }
  if (menu.matches('.filters') || at === -1) return
  if (event.key === 'ArrowDown') go((at + 1) % entries.length)
  else if (event.key === 'ArrowUp') go(at - 1)
  else if (event.key === 'Home') go(0)
  else if (event.key === 'End') go(-1)
  else if (/^\p{L}$/u.test(event.key) && !event.ctrlKey && !event.metaKey) {
    const next = [...entries.slice(at + 1), ...entries.slice(0, at + 1)].find((entry) => beginsWith(entry, event.key))
    if (next) go(entries.indexOf(next))
  }
})

function entriesOf(menu) {
  return [...menu.querySelectorAll('a[href], button:not(:disabled)')].filter((entry) => entry.offsetParent)
}

function beginsWith(entry, letter) {
  return entry.textContent.trim().toLowerCase().startsWith(letter.toLowerCase())
}

on('click', '[data-print]', () => print())

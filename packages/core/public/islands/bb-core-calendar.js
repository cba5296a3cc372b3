import { on, shortcut } from '@berberis/ui'

const QUARTERS = 4
/** Pixels a pointer may tremble before it drags. */
const TREMBLE = 5
const turn = (way) => document.querySelector(`[data-turn="${way}"]`)?.click()
shortcut('ArrowLeft', () => turn('back'))
shortcut('ArrowRight', () => turn('forth'))

let dragged = null
let justMoved = false

// An entry is dragged with a mouse or a pen; a finger scrolls, and has the form.
on('pointerdown', '.cal-hours > [data-move]', (event, entry) => {
  if (event.button !== 0 || event.pointerType === 'touch') return
  const { top, width } = entry.getBoundingClientRect()
  dragged = { entry, x: event.clientX, y: event.clientY, grip: event.clientY - top, width, moving: false }
})

document.addEventListener('pointermove', (event) => {
  if (!dragged) return
  const { entry, x, y } = dragged
  if (!dragged.moving && Math.hypot(event.clientX - x, event.clientY - y) < TREMBLE) return
  if (!dragged.moving) entry.setPointerCapture(event.pointerId)
  dragged.moving = true
  entry.toggleAttribute('data-dragged', true)
  const place = placeAt(event)
  dragged.place = place
  if (!place) return
  const from = entry.parentElement.getBoundingClientRect()
  entry.style.translate = `${place.left - from.left}px ${place.top - entry.offsetTop - from.top}px`
  entry.querySelector('.cal-time').textContent = place.time
})

document.addEventListener('pointerup', () => {
  const { entry, place, moving } = dragged ?? {}
  dragged = null
  if (!moving) return
  justMoved = true
  setTimeout(() => (justMoved = false))
  const { day, start } = entry.dataset
  if (place && (place.day !== day || place.time !== start)) send(entry, place)
  else release(entry)
})

/** Called off, by a key or by the browser. */
function drop() {
  if (dragged) release(dragged.entry)
  dragged = null
}
document.addEventListener('pointercancel', drop)
document.addEventListener('keydown', ({ key }) => key === 'Escape' && drop())

document.addEventListener('click', (event) => justMoved && event.preventDefault(), { capture: true })
// The browser would drag the link, or a word of it, in its own way.
document.addEventListener('dragstart', (event) => dragged && event.preventDefault())

/** The column under the pointer and the quarter at which the entry would begin. */
function placeAt({ clientX, clientY }) {
  const column = [...document.querySelectorAll('[data-column]')].find((each) => {
    const { left, right } = each.getBoundingClientRect()
    return left <= clientX && clientX < right
  })
  if (!column) return null
  const { top, left, height } = column.getBoundingClientRect()
  const hours = column.querySelectorAll('.cal-slots > *').length
  const quarter = height / hours / QUARTERS
  const at = Math.max(0, Math.min(hours * QUARTERS - 1, Math.round((clientY - dragged.grip - top) / quarter)))
  const minutes = Number(document.querySelector('bb-core-calendar').dataset.from) * 60 + at * 15
  return { day: column.dataset.column, time: clock(minutes), left, top: top + at * quarter }
}

function send(entry, { day, time }) {
  const form = document.getElementById('calendar-move')
  const { move, version, start, end } = entry.dataset
  const length = end ? minutesOf(end) - minutesOf(start) : null
  const to = length === null ? null : minutesOf(time) + length
  form.elements.id.value = move
  form.elements.version.value = version
  form.elements.plannedFrom.value = `${day}T${time}`
  // What goes on past midnight keeps its end, unless that would be before its beginning.
  form.elements.plannedTo.value =
    to === null ? '' : to < 1440 ? `${day}T${clock(to)}` : `${nextDay(day)}T${clock(to - 1440)}`
  form.elements.plannedTo.disabled = to === null
  form.addEventListener('htmx:finally:request', () => release(entry), { once: true })
  form.requestSubmit()
}

function release(entry) {
  entry.style.translate = ''
  entry.toggleAttribute('data-dragged', false)
  const { start, end } = entry.dataset
  entry.querySelector('.cal-time').textContent = end ? `${start}–${end}` : start
}

const minutesOf = (time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
const clock = (minutes) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
const nextDay = (day) => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)

customElements.define('bb-core-calendar', class extends HTMLElement {})

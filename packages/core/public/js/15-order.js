import { on } from './01-page.js'

// Rows that are put in an order: dragged by their handle, or moved by the buttons of their form, which the dropped row presses.
let dragged = null

on('dragstart', '[data-order] .drag', (event, handle) => {
  dragged = handle.closest('tr, li')
  event.dataTransfer.effectAllowed = 'move'
  event.dataTransfer.setDragImage(dragged, 0, 0)
  dragged.dataset.dragged = ''
})

on('dragover', '[data-order] > *', (event, row) => {
  if (dragged?.parentElement !== row.parentElement) return
  event.preventDefault()
  if (row === dragged) return
  const { top, height } = row.getBoundingClientRect()
  row[event.clientY < top + height / 2 ? 'before' : 'after'](dragged)
})

on('dragend', '[data-order] .drag', () => {
  const form = dragged.querySelector('[data-place]')
  const places = [...dragged.parentElement.querySelectorAll('[data-place]')]
  delete dragged.dataset.dragged
  const button = form.querySelector('[name=position]:not(:disabled)')
  const others = places.map((each) => Number(each.dataset.place))
  const place = Math.min(...others) + places.indexOf(form)
  dragged = null
  if (!button || place === Number(form.dataset.place)) return
  button.value = place
  form.requestSubmit(button)
})

import { announce, on, text } from './01-page.js'

/**
 * Line grids: a table with rows `tr[data-line]` whose names are `lines.<n>.…` and whose ids hold `line-<n>`. A new line is a
 * copy of the last one with the next number and nothing in it, or of `template[data-line-template]` where there is one.
 * What the lines come to is the server's to say: the table itself asks whenever its form changes.
 */
on('click', '[data-add-line]', (event, button) => {
  event.preventDefault()
  addLine(button.closest('form'))
})

on('click', '[data-remove-line]', (event, button) => {
  event.preventDefault()
  removeLine(button.closest('tr'))
})

on('keydown', 'tr[data-line]', (event, line) => {
  const { target, key, altKey, ctrlKey, metaKey } = event
  if (event.defaultPrevented || ctrlKey || metaKey || !target.matches('input, select')) return
  const column = target.closest('td')?.cellIndex ?? 0
  const arrow = !altKey && target.matches('input') && { ArrowDown: nextLine, ArrowUp: previousLine }[key]
  if (altKey && key === 'Delete') handled(event, () => removeLine(line))
  else if (key === 'Enter')
    handled(event, () => (nextLine(line) ? goTo(nextLine(line), column) : addLine(line.closest('form'))))
  else if (arrow) handled(event, () => goTo(arrow(line), column))
})

function handled(event, run) {
  event.preventDefault()
  run()
}

function addLine(form) {
  const lines = [...form.querySelectorAll('tr[data-line]')]
  const template = form.querySelector('template[data-line-template]')?.content.firstElementChild
  const pattern = template ?? lines.at(-1)
  if (!pattern) return
  const next = 1 + Math.max(-1, ...lines.map(numberOf))
  const copy = pattern.cloneNode(true)
  for (const element of [copy, ...copy.querySelectorAll('*')])
    renumber(element, template ? '__i__' : String(numberOf(pattern)), String(next))
  if (!template)
    for (const control of copy.querySelectorAll('input, textarea, bb-combo, output, select')) clear(control)
  ;(lines.at(-1)?.parentElement ?? form.querySelector('[data-line-body]')).append(copy)
  window.htmx.process(copy)
  countLines(copy.parentElement)
  goTo(copy, 1)
}

function numberOf(line) {
  return Number(/\d+$/.exec(line.id)?.[0] ?? -1)
}

function renumber(element, from, to) {
  const place = new RegExp(`(lines\\.|line-)${from}(?![\\d_])`, 'g')
  for (const { name, value } of [...element.attributes]) {
    const renamed = value.replace(place, `$1${to}`)
    if (renamed !== value) element.setAttribute(name, renamed)
  }
}

function clear(control) {
  for (const wrong of ['aria-invalid', 'data-live', 'data-label']) control.removeAttribute(wrong)
  if (control.matches('output')) control.replaceChildren()
  else if (control.matches('select')) control.selectedIndex = 0
  else if (control.matches('bb-combo')) control.setAttribute('value', '')
  else {
    control.setAttribute('value', '')
    control.value = ''
  }
}

function removeLine(line) {
  const form = line.closest('form')
  const body = line.parentElement
  const neighbour = nextLine(line) ?? previousLine(line)
  // The last line is emptied, since the next one is copied from it.
  if (neighbour) line.remove()
  else for (const control of line.querySelectorAll('input, textarea, bb-combo, output, select')) clear(control)
  countLines(body)
  goTo(neighbour ?? line, 1)
  form.dispatchEvent(new Event('change', { bubbles: true }))
  announce(text('line-removed'))
}

function countLines(body) {
  body.querySelectorAll('tr[data-line]').forEach((line, index) => line.cells[0]?.replaceChildren(String(index + 1)))
}

function nextLine(line) {
  return line.nextElementSibling?.matches('tr[data-line]') ? line.nextElementSibling : null
}

function previousLine(line) {
  return line.previousElementSibling?.matches('tr[data-line]') ? line.previousElementSibling : null
}

function goTo(line, column) {
  const control =
    line?.cells[column]?.querySelector('input, select') ?? line?.querySelector('input:not([type=hidden]), select')
  control?.focus()
  if (control?.matches('input')) control.select()
}

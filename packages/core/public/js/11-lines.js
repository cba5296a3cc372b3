import { announce, on, text } from './01-page.js'

/**
 * Line grids: `form[data-lines]` with rows `tr[data-line]`, a `button[data-calc]` that asks the server for outputs alone, a
 * `button[data-add-line]` and a `template[data-line-template]` in whose names `__i__` stands for the line's number.
 */
on('change', 'form[data-lines] :is(input, select, textarea, bb-combo)', (_event, control) =>
  calculate(control.form ?? control.closest('form')),
)

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
  if (altKey && key === 'Delete') return handled(event, () => removeLine(line))
  if (ctrlKey || metaKey || altKey || !target.matches('input, select') || (target.matches('select') && key !== 'Enter'))
    return
  const column = target.closest('td')?.cellIndex ?? 0
  if (key === 'Enter') return handled(event, () => goTo(nextLine(line) ?? addLine(line.closest('form')), column))
  if (key === 'ArrowDown') return handled(event, () => goTo(nextLine(line), column))
  if (key === 'ArrowUp') return handled(event, () => goTo(previousLine(line), column))
})

function handled(event, run) {
  event.preventDefault()
  run()
}

function calculate(form) {
  const button = form?.querySelector('[data-calc]')
  if (button) window.htmx.trigger(button, 'calc')
}

function addLine(form) {
  const template = form.querySelector('template[data-line-template]')
  const body = form.querySelector('tbody[data-line-body]')
  if (!template || !body) return null
  const next = 1 + Math.max(-1, ...[...body.children].map((line) => Number(line.dataset.line)))
  const copy = template.content.firstElementChild.cloneNode(true)
  for (const element of [copy, ...copy.querySelectorAll('*')]) {
    for (const { name, value } of [...element.attributes])
      if (value.includes('__i__')) element.setAttribute(name, value.replaceAll('__i__', String(next)))
  }
  body.append(copy)
  window.htmx.process(copy)
  number(body)
  goTo(copy, 1)
  return copy
}

function removeLine(line) {
  const body = line.parentElement
  const form = line.closest('form')
  const neighbour = nextLine(line) ?? previousLine(line)
  line.remove()
  number(body)
  goTo(neighbour, 1)
  calculate(form)
  announce(text('line-removed'))
}

function number(body) {
  ;[...body.children].forEach((line, index) =>
    line.querySelector('[data-line-number]')?.replaceChildren(String(index + 1)),
  )
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

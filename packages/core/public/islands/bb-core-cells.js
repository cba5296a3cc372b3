import { fragment, isTyping, make, on, tellRefusal } from '@berberis/ui'

// One cell at a time becomes a form of one field, and is a cell again when it is saved or left.
let open = null
const pencil = make('button', { class: 'button quiet icon small cell-pencil', type: 'button', tabindex: '-1' })
const row = () => document.querySelector('tr[data-row].at')
const cellsOf = (line) => [...(line?.querySelectorAll('td[data-edit]') ?? [])]

async function edit(cell) {
  if (open?.cell === cell) return
  leave()
  pencil.remove()
  const line = cell.closest('tr')
  const { cells } = cell.closest('table').dataset
  const { response, body } = await fragment(`/cells/${cells}/${line.id.slice('row-'.length)}/${cell.dataset.edit}`)
  if (!response.ok) return tellRefusal(response.status, body.innerHTML)
  // Parsed without scripts, they would be fields of the form.
  for (const bare of body.querySelectorAll('noscript')) bare.remove()
  open = { cell, was: [...cell.childNodes] }
  cell.replaceChildren(...body.childNodes)
  cell.dataset.open = ''
  window.htmx.process(cell)
  focusIn(cell)
}

function focusIn(cell) {
  const control = cell.querySelector('.control')
  control?.focus()
  control?.select?.()
}

/** As it was, and back on the row. */
function leave() {
  if (!open) return
  const { cell, was } = open
  open = null
  if (cell.isConnected) cell.replaceChildren(...was)
  back(cell)
}

function back(cell) {
  delete cell.dataset.open
  const line = cell.closest('tr')
  if (!line) return
  row()?.classList.remove('at')
  line.classList.add('at')
  line.closest('.table-scroll').focus({ preventScroll: true })
}

document.addEventListener('htmx:after:swap', ({ detail }) => {
  if (!open) return
  if (!open.cell.isConnected) open = null
  else if (detail.ctx.target !== open.cell) return
  else if (open.cell.querySelector('form')) focusIn(open.cell)
  else {
    const { cell } = open
    open = null
    back(cell)
  }
})

// A finger has no place to hover: there the row leads to the record, as ever.
on('pointerover', 'td[data-edit]', (event, cell) => {
  if (event.pointerType === 'touch' || cell === open?.cell || pencil.parentElement === cell) return
  const island = document.querySelector('bb-core-cells')
  pencil.setAttribute('aria-label', island.dataset.text)
  pencil.title = island.dataset.text
  if (!pencil.firstChild) pencil.append(island.firstElementChild.cloneNode(true))
  cell.append(pencil)
})
on('click', '.cell-pencil', (event, button) => {
  event.stopPropagation()
  void edit(button.closest('td'))
})

document.addEventListener('keydown', (event) => {
  const { key, target } = event
  if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return
  if (document.querySelector('dialog[open], :popover-open')) return
  const inside = open?.cell.contains(target)
  const here = target.closest?.('td[data-edit]')
  if (inside && key === 'Escape') leave()
  else if (inside && key === 'Enter' && target.matches('select')) target.form.requestSubmit()
  else if (inside && key === 'F2') next(open.cell)
  else if (isTyping(target)) return
  else if (here && !inside && (key === 'Enter' || key === 'F2')) void edit(here)
  else if (row() && key === 'F2') next(null)
  else if (row() && (key === 'ArrowRight' || key === 'ArrowLeft')) {
    const cells = cellsOf(row())
    const at = cells.indexOf(here)
    const to = cells[key === 'ArrowRight' ? at + 1 : at - 1]
    if (!to) return
    to.tabIndex = -1
    to.focus()
  } else return
  event.preventDefault()
})

/** The cell after this one in its row, the first after the last. */
function next(cell) {
  const cells = cellsOf(cell?.closest('tr') ?? row())
  const to = cells[(cells.indexOf(cell) + 1) % cells.length]
  if (to) void edit(to)
}

customElements.define('bb-core-cells', class extends HTMLElement {})

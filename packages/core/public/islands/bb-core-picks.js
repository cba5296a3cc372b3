import { isTyping, on } from '@berberis/ui'

// Rows are picked by id and stay picked over pages, as long as this page is open. „All” means the filter but for some.
let picked = new Set()
let except = null
let of = ''

const bar = () => document.getElementById('bulk-form')
const boxes = () => [...document.querySelectorAll('input[form="bulk-form"][name="pick"]')]
const has = (id) => (except ? !except.has(id) : picked.has(id))

function put(id, yes) {
  const set = except ?? picked
  if (yes === !except) set.add(id)
  else set.delete(id)
}

/** Another list, or another filter while all of one are meant: nothing is picked there. */
function begin() {
  const form = bar()
  if (!form) return
  const list = form.dataset.bulk + (except ? form.elements.filter.value : '')
  if (list !== of) none()
  of = form.dataset.bulk + (except ? form.elements.filter.value : '')
  draw()
}

function none() {
  picked = new Set()
  except = null
}

function draw() {
  const form = bar()
  if (!form) return
  const shown = boxes()
  for (const box of shown) {
    box.checked = has(box.value)
    box.closest('tr').classList.toggle('picked', box.checked)
  }
  const all = Number(document.querySelector('#list-count')?.textContent.replace(/\D/g, '')) || 0
  const count = except ? Math.max(all - except.size, 0) : picked.size
  const here = shown.filter(({ checked }) => checked).length
  const { elements } = form
  elements.more.value = [...picked].filter((id) => !shown.some(({ value }) => value === id)).join()
  elements.all.value = except ? 'yes' : ''
  elements.except.value = except ? [...except].join() : ''
  form.toggleAttribute('data-open', count > 0)
  form.querySelector('[data-bulk-count]').textContent = form.dataset.countText.replace('{n}', count.toLocaleString())
  form.querySelector('[data-bulk-none]').hidden = false
  const whole = form.querySelector('[data-bulk-all]')
  whole.hidden = Boolean(except) || here < shown.length || all <= shown.length
  whole.textContent = form.dataset.allText.replace('{n}', all.toLocaleString())
  const head = document.querySelector('[data-pick-all]')
  if (!head) return
  head.hidden = false
  head.checked = here > 0 && here === shown.length
  head.indeterminate = here > 0 && here < shown.length
}

function pick(list, yes) {
  for (const { value } of list) put(value, yes)
  draw()
}

on('change', 'input[form="bulk-form"]', (_event, box) => pick([box], box.checked))
on('change', '[data-pick-all]', (_event, head) => pick(boxes(), head.checked))
// The list is behind the dialog already.
on('click', '#bulk-dialog a[data-close]', (event) => event.preventDefault())
on('click', '[data-bulk-none]', () => (none(), draw()))
on('click', '[data-bulk-all]', () => {
  except = new Set()
  picked = new Set()
  of = bar().dataset.bulk + bar().elements.filter.value
  draw()
})

document.addEventListener('keydown', (event) => {
  const { key, ctrlKey, metaKey, altKey, shiftKey, target } = event
  if (!bar() || altKey || isTyping(target) || document.querySelector('dialog[open], :popover-open')) return
  const row = document.querySelector('tr[data-row].at')
  const box = row?.querySelector('[name="pick"]')
  if ((ctrlKey || metaKey) && key === 'a') pick(boxes(), true)
  else if (ctrlKey || metaKey) return
  else if (box && (key === 'x' || (key === ' ' && target.matches?.('.table-scroll, body')))) pick([box], !box.checked)
  else if (shiftKey && row && (key === 'ArrowDown' || key === 'ArrowUp')) {
    pick([box], true)
    // The keys that walk the rows have moved on already, or do so after this.
    setTimeout(() => pick([document.querySelector('tr[data-row].at [name="pick"]')].filter(Boolean), true))
    return
  } else if (key === 'Escape' && (picked.size > 0 || except)) {
    none()
    draw()
  } else return
  event.preventDefault()
})

document.addEventListener('htmx:after:swap', () => {
  const dialog = document.getElementById('bulk-dialog')
  if (dialog?.querySelector('form') && !dialog.open) dialog.showModal()
  begin()
})
document.addEventListener('close', ({ target }) => target.id === 'bulk-dialog' && target.firstChild.replaceChildren(), {
  capture: true,
})

customElements.define(
  'bb-core-picks',
  class extends HTMLElement {
    connectedCallback() {
      begin()
    }
  },
)

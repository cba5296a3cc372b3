import { on, text } from './01-page.js'
import { confirm } from './03-dialogs.js'

/** The form that was typed into and not sent; what keeps drafts may say that nobody need be asked about it. */
export let dirty = null
export const settle = () => (dirty = null)
export const ask = () => confirm(text('leave-title'), { verb: text('leave'), safe: text('stay') })

const noteChange = (event, form) => {
  dirty = form
  showDependent(form)
}
on('input', 'form[data-form]', noteChange)
on('change', 'form[data-form]', noteChange)
// What was refused is being mended: whether it is right now, the next answer says.
on('input', '[aria-invalid]', (_event, control) => control.removeAttribute('aria-invalid'))

// One of many references was chosen: it joins those that are there, and the picker is free for another.
on('change', '[data-refs] bb-combo', (_event, combo) => {
  const { value, field } = combo
  if (value === '') return
  const chips = combo.closest('[data-refs]').querySelector('.chips')
  if (!chips.querySelector(`input[value="${value}"]`)) {
    const [chip, box, label] = ['label', 'input', 'span'].map((name) => document.createElement(name))
    chip.className = 'choice-chip'
    Object.assign(box, { type: 'checkbox', name: combo.getAttribute('name'), checked: true })
    box.setAttribute('value', value)
    label.textContent = field.value
    chip.append(box, label)
    chips.append(chip)
  }
  field.value = combo.dataset.label = ''
  combo.setAttribute('value', '')
})

on(
  'click',
  'a[href]',
  (event, link) => {
    const leaves =
      dirty?.isConnected &&
      !link.target &&
      !link.getAttribute('href').startsWith('#') &&
      link.origin === location.origin
    if (!leaves || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    event.stopImmediatePropagation()
    // What keeps the draft of a form may know better.
    void (dirty.bbLeave ?? ask)(link).then((yes) => {
      if (!yes) return
      dirty = null
      location.assign(link.href)
    })
  },
  { capture: true },
)

addEventListener('beforeunload', (event) => {
  if (dirty?.isConnected) event.preventDefault()
})

// What opens in a tab of its own is the browser's to send: the form stays as it is, with all that was written in it.
document.addEventListener('submit', (event) => event.submitter?.formTarget && event.stopImmediatePropagation(), {
  capture: true,
})

document.addEventListener('submit', ({ target }) => {
  // A form without htmx leaves the page, and it has been sent once it was sent.
  if (target.hasAttribute('hx-post') || target.method === 'dialog') return
  dirty = null
  setTimeout(() => hold(target, true))
})
addEventListener('pageshow', () => document.querySelectorAll('form').forEach((form) => hold(form, false)))

document.addEventListener(
  'htmx:before:request',
  ({ detail: { ctx } }) => ctx.sourceElement.matches?.('form[hx-post]') && hold(ctx.sourceElement, true),
)
document.addEventListener(
  'htmx:finally:request',
  ({ detail: { ctx } }) => ctx.sourceElement.matches?.('form[hx-post]') && hold(ctx.sourceElement, false),
)
document.addEventListener('htmx:after:request', ({ detail: { ctx } }) => {
  if (ctx.hx?.redirect || ctx.hx?.location || ctx.hx?.refresh) dirty = null
})
document.addEventListener('htmx:after:swap', () => prepare())

on('click', '[data-show-password]', (_event, button) => {
  const field = button.parentElement.querySelector('input')
  field.type = field.type === 'password' ? 'text' : 'password'
  button.setAttribute('aria-pressed', String(field.type === 'text'))
})

on('click', '.summary a[href^="#"]', (event, link) => {
  const field = document.getElementById(link.getAttribute('href').slice(1))
  if (!field) return
  event.preventDefault()
  ;(field.matches('fieldset') ? (field.querySelector('input') ?? field) : field).focus()
})

/** What only makes sense with a script appears; a refused form is gone to; fields that depend on others show or hide. */
export function prepare() {
  // A swapped fragment was parsed as if there were no script: what is meant for that case would be sent, too.
  for (const fallback of document.querySelectorAll('noscript')) fallback.remove()
  for (const button of document.querySelectorAll('[data-show-password], [data-shortcuts], [data-print]'))
    button.hidden = false
  for (const form of document.querySelectorAll('form[data-form], .gate form')) showDependent(form)
  for (const fault of document.querySelectorAll('.field > [data-fault]')) markFault(fault)
  begin(document.querySelector('[data-begin]'))
  const summary = document.querySelector('.summary[data-new]')
  summary?.removeAttribute('data-new')
  summary?.focus()
  for (const form of document.querySelectorAll('form[data-drop]')) form.classList.add('live')
}

/** Goes to the first empty field of something new, unless a small screen would have to scroll for it. */
function begin(field) {
  field?.removeAttribute('data-begin')
  if (field?.getBoundingClientRect().bottom <= innerHeight) field.focus({ preventScroll: true })
}

/** A field is as wrong as the last answer said beside it. */
function markFault(fault) {
  const control = fault.parentElement.querySelector('.control')
  if (fault.hasChildNodes()) control?.setAttribute('aria-invalid', 'true')
  else control?.removeAttribute('aria-invalid')
}

function showDependent(form) {
  for (const field of form.querySelectorAll('[data-when]')) {
    const value = new FormData(form).get(field.dataset.when) ?? ''
    field.hidden = !field.dataset.is.split(' ').includes(String(value))
    field.removeAttribute('data-off')
    for (const control of field.querySelectorAll('input, select, textarea, bb-combo'))
      control.toggleAttribute('disabled', field.hidden)
  }
}

/** Pressed once is pressed; the button keeps its width. */
function hold(form, held) {
  for (const button of form.querySelectorAll('button:not([type=button])')) button.disabled = held
}

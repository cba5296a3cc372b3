import { make, on, text } from './01-page.js'

/** Asks before what cannot be undone. The safe button has the focus; resolves to true only for the other one. */
export function confirm(question, { verb = text('yes'), safe = text('cancel'), danger = true } = {}) {
  const before = document.activeElement
  const menu = before?.closest('[popover]')
  const back = menu ? document.querySelector(`[popovertarget="${CSS.escape(menu.id)}"]`) : before
  return new Promise((resolve) => {
    const dialog = make(
      'dialog',
      {
        'aria-labelledby': 'confirm-question',
        close: () => (dialog.remove(), back?.focus(), resolve(dialog.returnValue === 'yes')),
      },
      make(
        'form',
        { class: 'dialog', method: 'dialog' },
        make('h2', { id: 'confirm-question' }, question),
        make(
          'p',
          { class: 'buttons' },
          make('button', { class: 'button', value: 'no', autofocus: '' }, safe),
          make('button', { class: danger ? 'button danger' : 'button primary', value: 'yes' }, verb),
        ),
      ),
    )
    document.body.append(dialog)
    dialog.showModal()
  })
}

/** The session ended: sign in here, and the form behind stays as it was. */
export function signInAgain() {
  if (document.getElementById('sign-in-again')) return
  const field = (name, type, autocomplete, label) => {
    const id = `again-${name}`
    return make(
      'div',
      { class: 'field' },
      make('label', { for: id }, label),
      make('input', { id, name, type, autocomplete, class: 'control', required: '' }),
    )
  }
  const wrong = make('p', { class: 'field-error', role: 'alert' })
  const form = make(
    'form',
    { class: 'dialog', method: 'post', action: '/session', submit: send },
    make('h2', { id: 'again-title' }, text('session-ended')),
    field('login', 'text', 'username', text('login')),
    field('password', 'password', 'current-password', text('password')),
    wrong,
    make('p', { class: 'buttons' }, make('button', { class: 'button primary' }, text('sign-in'))),
  )
  const dialog = make(
    'dialog',
    { id: 'sign-in-again', 'aria-labelledby': 'again-title', close: () => dialog.remove() },
    form,
  )
  document.body.append(dialog)
  dialog.showModal()

  async function send(event) {
    event.preventDefault()
    const response = await fetch('/session', {
      method: 'POST',
      body: new URLSearchParams(new FormData(form)),
      headers: { 'HX-Request': 'true' },
    })
    if (response.ok) return dialog.close()
    const answer = new DOMParser().parseFromString(await response.text(), 'text/html')
    const code = answer.querySelector('[data-sign-in=code]')
    // The second step takes the place of the first, in the words of its page.
    if (code && !form.elements.code)
      form
        .querySelectorAll('.field')
        .forEach((field, at) => (at ? field.remove() : field.replaceWith(...code.querySelectorAll('.field, .check'))))
    wrong.textContent =
      answer.querySelector('[role=alert], [role=status], [data-error] h1')?.textContent.trim() || text('refused')
    // Every form is held once it is sent; this one is asked again.
    form.querySelector('.primary').disabled = false
    form.elements.code?.focus()
  }
}

on('click', '[data-close]', (_event, button) => button.closest('dialog')?.close())
on('click', 'dialog', (event, dialog) => event.target === dialog && dialog.close())

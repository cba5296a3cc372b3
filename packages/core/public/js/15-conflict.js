import { make } from './01-page.js'

/**
 * Somebody was faster: the choice between mine and theirs stands over the form, which keeps all that was typed and is sent
 * again with what was chosen. False when there is no form to send.
 */
export function settleConflict(html, form) {
  const page = new DOMParser().parseFromString(html, 'text/html').querySelector('[data-conflict]')
  const version = form?.elements?.version
  if (!page || !version) return false
  const dialog = make('dialog', { 'aria-labelledby': 'conflict-title', close: () => dialog.remove() }, page)
  page.addEventListener('submit', (event) => {
    event.preventDefault()
    for (const old of form.querySelectorAll('[name^="conflict."]')) old.remove()
    for (const [name, value] of new FormData(event.target))
      if (name.startsWith('conflict.')) form.append(make('input', { type: 'hidden', name, value }))
    version.value = page.dataset.conflict
    dialog.close()
    form.requestSubmit()
  })
  page.querySelector('[data-later]')?.addEventListener('click', (event) => (event.preventDefault(), dialog.close()))
  document.body.append(dialog)
  dialog.showModal()
  return true
}

import { toast } from './02-toasts.js'

/** What was done before this page is said as a line with „Cofnij” instead of the notice that stands there without scripts. */
const notice = document.querySelector('[data-undo]')
if (notice) {
  const form = notice.querySelector('form')
  notice.hidden = true
  toast(notice.querySelector('p').firstChild.textContent.trim(), {
    action: form.textContent.trim(),
    run: () => form.requestSubmit(),
  })
}

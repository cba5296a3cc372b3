import { make, text } from './01-page.js'
import { confirm, signInAgain } from './03-dialogs.js'
import { toast } from './02-toasts.js'
import { settleConflict } from './15-conflict.js'

const WORDS = { 403: 'forbidden', 404: 'not-found', 409: 'stale', 429: 'too-many' }
let running = 0
let barTimer

/** Tells of an answer that is no page: which rule or fault, and its number for whoever has to look. */
export function tellRefusal(status, body, retry) {
  const document = new DOMParser().parseFromString(body ?? '', 'text/html')
  const said = document.querySelector('[data-error] h1')?.textContent
  const number = document.querySelector('[data-error] code')?.textContent
  const message = said ?? text(WORDS[status] ?? (status >= 500 ? 'failed' : 'refused'))
  const serious = status >= 500 || status === 429
  return toast(serious && number ? `${message} ${text('request')}: ${number}` : message, {
    tone: 'bad',
    ...(serious && retry && { action: text('retry'), run: retry }),
  })
}

document.addEventListener('htmx:config:request', ({ detail: { ctx } }) => {
  // An empty condition is no condition; the address of a list stays short.
  if (ctx.request.method !== 'GET') return
  for (const [name, value] of [...ctx.request.body]) if (value === '') ctx.request.body.delete(name)
})

document.addEventListener('htmx:confirm', (event) => {
  event.preventDefault()
  const { ctx, issueRequest, dropRequest } = event.detail
  const verb = (
    ctx.request.submitter ??
    ctx.sourceElement.querySelector?.('button') ??
    ctx.sourceElement
  ).textContent.trim()
  void confirm(ctx.confirm, { verb: verb || text('yes') }).then((yes) => (yes ? issueRequest() : dropRequest()))
})

document.addEventListener('htmx:before:request', () => {
  running += 1
  barTimer ??= setTimeout(() => showBar(running > 0), 150)
})

document.addEventListener('htmx:finally:request', () => {
  running = Math.max(0, running - 1)
  if (running > 0) return
  clearTimeout(barTimer)
  barTimer = undefined
  showBar(false)
})

document.addEventListener('htmx:after:request', (event) => {
  const { ctx } = event.detail
  const type = ctx.response.headers.get('content-type') ?? ''
  if (type === '' || type.includes('html')) return
  event.preventDefault()
  if (isFill(ctx.sourceElement)) failFill(ctx.sourceElement)
  else tellRefusal(500)
})

document.addEventListener('htmx:response:error', ({ detail: { ctx } }) => {
  const { status } = ctx.response
  if (status === 401) return signInAgain()
  if (isFill(ctx.sourceElement)) return failFill(ctx.sourceElement)
  if (status === 409 && settleConflict(ctx.text, ctx.sourceElement.closest('form'))) {
    ctx.swap = 'none'
    return
  }
  // A form that comes back with its errors goes in; a page of an error does not take the form's place.
  if (status < 500 && ![403, 404, 429].includes(status) && !ctx.text.includes('data-error')) return
  ctx.swap = 'none'
  tellRefusal(status, ctx.text, () => again(ctx.sourceElement))
})

document.addEventListener('htmx:error', ({ detail: { ctx } }) => {
  if (!ctx || ctx.response) return
  if (isFill(ctx.sourceElement)) return failFill(ctx.sourceElement)
  toast(text('network'), { tone: 'bad', action: text('retry'), run: () => again(ctx.sourceElement) })
})

function showBar(shown) {
  const bar = document.getElementById('bar')
  if (bar) bar.hidden = !shown
}

function again(source) {
  if (source.matches('form')) source.requestSubmit()
  else window.htmx.trigger(source, 'click')
}

function isFill(element) {
  return element?.matches?.('.fill') ?? false
}

/** A fill that fails spoils its own corner only. */
function failFill(fill) {
  const load = () =>
    window.htmx.ajax('GET', fill.getAttribute('hx-get'), { source: fill, target: fill, swap: 'innerHTML' })
  const retry = make('button', { class: 'button small', type: 'button', click: load }, fill.dataset.retry)
  fill.replaceChildren(
    make(
      'section',
      { class: 'card' },
      make('p', { class: 'small muted' }, fill.dataset.failed),
      make('p', { class: 'buttons' }, retry),
    ),
  )
}

const texts = JSON.parse(document.querySelector('meta[name="ui-texts"]')?.content ?? '{}')

/** A text of the page's language; they travel in the page, so none stands here. */
export function text(key, params = {}) {
  return (texts[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => params[name] ?? whole)
}

/** Listens for an event on whatever matches, now or after a swap. */
export function on(type, selector, handler, options) {
  document.addEventListener(
    type,
    (event) => {
      const element = event.target.closest?.(selector)
      if (element) handler(event, element)
    },
    options,
  )
}

/** Makes an element; texts go in as texts, never as markup. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name, value)
    else element.setAttribute(name, value)
  }
  element.append(...children)
  return element
}

/** Says something to a screen reader once, in the polite region. */
export function announce(message) {
  const region = document.getElementById('toasts')
  const said = make('span', { class: 'visually-hidden' }, message)
  region?.append(said)
  setTimeout(() => said.remove(), 4000)
}

/** Fetches a fragment of ours. */
export async function fragment(address, options = {}) {
  const headers = { 'HX-Request': 'true', 'HX-Request-Type': 'partial', Accept: 'text/html', ...options.headers }
  const response = await fetch(address, { ...options, headers })
  return { response, body: new DOMParser().parseFromString(await response.text(), 'text/html').body }
}

/** Puts the answer of an address into a target, keeping focus and what is being typed. */
export function swap(address, target) {
  return window.htmx.ajax('GET', address, { target, swap: 'innerMorph' })
}

export function isTyping(element) {
  return (
    element.matches?.(
      'input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable=true]',
    ) ?? false
  )
}

import { make, text } from './01-page.js'

/**
 * A line at the bottom right, for six seconds, or until closed when it is `bad` or `stay`. `action` is the words of a button
 * that runs `run`.
 */
export function toast(message, { tone = '', stay = tone === 'bad', action, run } = {}) {
  const box = make('div', { class: 'toast', 'data-tone': tone }, make('span', {}, message))
  const close = () => box.remove()
  if (action) box.append(make('button', { type: 'button', click: () => (close(), run?.()) }, action))
  if (stay) box.append(make('button', { type: 'button', 'aria-label': text('close'), click: close }, '×'))
  else setTimeout(close, action ? 10_000 : 6000)
  document.getElementById('toasts')?.append(box)
  return box
}

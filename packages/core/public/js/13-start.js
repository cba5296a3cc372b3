import { fragment, text } from './01-page.js'
import { prepare } from './08-forms.js'
import { toast } from './02-toasts.js'

const loaded = new Set()
let sessionTimer

/** An element nobody defined yet is an island; its module is named in the import map. */
function loadIslands() {
  for (const { localName } of document.querySelectorAll(':not(:defined)')) {
    if (loaded.has(localName)) continue
    loaded.add(localName)
    void import(`island/${localName}.js`)
  }
}

/** Two minutes before the session ends it can be extended in place; whatever asks the server extends it too. */
export function watchSession() {
  const seconds = Number(document.body.dataset.sessionSeconds ?? 0)
  clearTimeout(sessionTimer)
  if (seconds <= 120) return
  sessionTimer = setTimeout(
    () => {
      toast(text('session-ending'), {
        stay: true,
        action: text('session-extend'),
        run: () => void fragment('/me').then(watchSession),
      })
    },
    (seconds - 120) * 1000,
  )
}

document.addEventListener('htmx:after:swap', loadIslands)
document.addEventListener('htmx:after:request', watchSession)
loadIslands()
prepare()
watchSession()
// htmx begins in a turn of its own; the page is ready in the one after.
setTimeout(() => setTimeout(() => (document.documentElement.dataset.ready = '')))

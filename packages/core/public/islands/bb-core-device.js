import { on } from '@berberis/ui'

const KEPT = 'berberis-offline'
const { who = '' } = document.body.dataset
const { lang, dataset } = document.documentElement
const looks = new URLSearchParams({ lang, theme: dataset.theme, density: dataset.density })
const mark = document.querySelector('bb-core-device a')
const words = mark?.textContent

/** What this device keeps, without opening it: as whom, and how much waits. */
function kept() {
  return JSON.parse(localStorage.getItem(KEPT) ?? '{}')
}

/** Says how much waits, under the head of the page. */
function showWaiting() {
  const { waiting = 0, who: known = '' } = kept()
  if (!mark) return
  mark.parentElement.hidden = waiting === 0 || known !== who
  mark.textContent = `${words} (${waiting})`
}

/** Does what there is to do: takes a key, gives one up, sends. On nearly every page that is nothing. */
async function settleAs(owner) {
  const { waiting = 0, who: known = '' } = kept()
  if (known === owner && waiting === 0) return
  const { settle } = await import('island/bb-core-offline.js')
  await settle(owner)
}

/** The page as an app of the device, once it has come; only a secure address has all that it takes. */
customElements.define(
  'bb-core-device',
  class extends HTMLElement {
    connectedCallback() {
      if (!isSecureContext || !navigator.serviceWorker) return
      if (document.readyState === 'complete') begin()
      else addEventListener('load', begin)
    }
  },
)

function begin() {
  // The page without a connection looks after itself.
  if (!document.querySelector('[data-cut]')) {
    showWaiting()
    addEventListener('online', () => void settleAs(who))
    addEventListener('berberis-offline-changed', showWaiting)
    // Whoever leaves locks the door behind him, whether or not the server hears of it.
    on('submit', '[action="/session/removal"]', () => void settleAs(''))
    void settleAs(who)
  }
  navigator.serviceWorker
    .register(`/service-worker.js?${looks}`, { scope: '/', updateViaCache: 'all' })
    // A browser that keeps nothing on its device (a private window) works as ever, with a connection.
    .catch((error) => console.debug(error))
}

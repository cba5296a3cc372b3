import { announce, on, swap } from '@berberis/ui'

const ASKED = ['day', 'from', 'to', 'type']
const DECIDE = [...ASKED, 'ownerId', 'performerId', 'done']

/** The address that says whether the time of a form is free; null while it has none. */
function addressOf(form, except) {
  const data = new FormData(form)
  const said = Object.fromEntries(ASKED.map((name) => [name, data.get(name) ?? '']))
  const operator = data.get('performerId') || data.get('ownerId')
  if (!said.day || !said.from || !operator || data.getAll('done').includes('on')) return null
  return `/free-slots?${new URLSearchParams({ ...said, operator, ...(except && { except }) })}`
}

on('click', 'bb-core-slots [data-slot]', (_event, button) => {
  const island = button.closest('bb-core-slots')
  const { form } = island
  for (const name of ['day', 'from', 'to']) form.elements[name].value = button.dataset[name]
  form.dispatchEvent(new Event('input', { bubbles: true }))
  announce(button.textContent)
  form.elements.from.focus()
  island.replaceChildren()
})

/** Stands in a form with a day and hours: says when whoever is to do it has something else then, and offers free times. */
customElements.define(
  'bb-core-slots',
  class extends HTMLElement {
    connectedCallback() {
      this.form = this.closest('form')
      this.heard = ({ target }) => DECIDE.includes(target.getAttribute?.('name')) && this.ask()
      this.form.addEventListener('change', this.heard)
    }

    disconnectedCallback() {
      clearTimeout(this.timer)
      this.form.removeEventListener('change', this.heard)
    }

    ask() {
      clearTimeout(this.timer)
      this.timer = setTimeout(() => {
        const address = addressOf(this.form, this.dataset.except)
        if (address === null) this.replaceChildren()
        else void swap(address, this)
      }, 150)
    }
  },
)

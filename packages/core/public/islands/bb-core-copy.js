import { announce } from '@berberis/ui'

/** Copies `data-text` at a press of the button inside, and says so; gone where a browser keeps its clipboard to itself. */
customElements.define(
  'bb-core-copy',
  class extends HTMLElement {
    connectedCallback() {
      if (!navigator.clipboard) return this.remove()
      this.onclick = async () => {
        await navigator.clipboard.writeText(this.dataset.text)
        announce(this.dataset.done)
        this.toggleAttribute('data-copied', true)
        setTimeout(() => this.removeAttribute('data-copied'), 1500)
      }
    }
  },
)

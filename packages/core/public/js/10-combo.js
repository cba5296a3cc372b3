import { fragment } from './01-page.js'
import { tellRefusal } from './04-requests.js'

/**
 * A reference: type, choose from eight that the server offers, send the chosen one's id. `data-src` may name a field of the
 * same form in braces, `/pick/core.case?contractorId={contractorId}`. Sends `change` when something was chosen.
 */
class BbCombo extends HTMLElement {
  static formAssociated = true
  static observedAttributes = ['value']
  #internals = this.attachInternals()
  #timer
  #asked = 0
  // Asked and not answered yet; Enter or Tab meanwhile takes the first of what comes.
  #waiting = false
  #takeFirst = false

  get field() {
    return this.querySelector('input')
  }

  get list() {
    return this.querySelector('[role=listbox]')
  }

  get form() {
    return this.#internals.form
  }

  get value() {
    return this.getAttribute('value') ?? ''
  }

  attributeChangedCallback() {
    this.#internals.setFormValue(this.value)
    const clear = this.querySelector('[data-clear]')
    if (clear) clear.hidden = this.value === ''
  }

  connectedCallback() {
    this.#internals.setFormValue(this.value)
    if (this.dataset.live) return
    this.dataset.live = ''
    this.addEventListener('input', (event) => this.#typed(event))
    this.addEventListener('keydown', (event) => this.#key(event))
    this.addEventListener('click', (event) => this.#clicked(event))
    this.addEventListener('focusin', () => (this.dataset.label ??= this.field.value))
    this.addEventListener('focusout', (event) => event.target === this.field && this.#leave())
    // The list must not take the focus from the field before the click lands.
    this.addEventListener('mousedown', (event) => event.target.closest('[role=option]') && event.preventDefault())
  }

  #typed() {
    clearTimeout(this.#timer)
    if (this.field.value === '') this.#set('', '')
    this.#takeFirst = false
    this.#waiting = true
    this.#show(false)
    this.#timer = setTimeout(() => void this.#ask(), 150)
  }

  async #ask() {
    const mine = ++this.#asked
    this.#waiting = true
    const words = this.field.value === this.dataset.label ? '' : this.field.value
    const { response, body } = await fragment(this.#address(words))
    const takesFirst = this.#takeFirst
    if (mine !== this.#asked || (document.activeElement !== this.field && !takesFirst)) return
    this.#waiting = this.#takeFirst = false
    if (!response.ok) {
      tellRefusal(response.status, body.innerHTML)
      return document.activeElement === this.field || this.#leave()
    }
    this.list.replaceChildren(...body.querySelectorAll('li'))
    this.#options.forEach((option, index) => (option.id = `${this.list.id}-${index}`))
    const [first] = this.#options
    if (takesFirst && first) return this.#choose(first)
    if (document.activeElement !== this.field) return this.#leave()
    this.#show(true)
    this.#mark(0)
  }

  #address(words) {
    const values = new FormData(this.form ?? undefined)
    const address = this.dataset.src.replace(/\{([\w.-]+)\}/g, (_whole, name) =>
      encodeURIComponent(values.get(name) ?? ''),
    )
    return `${address}${address.includes('?') ? '&' : '?'}q=${encodeURIComponent(words.trim())}`
  }

  get #options() {
    return [...this.list.querySelectorAll('[role=option]')]
  }

  get #marked() {
    return this.list.querySelector('[aria-selected=true]')
  }

  #key(event) {
    if (event.target !== this.field) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) {
      event.preventDefault()
      event.stopPropagation()
      if (!this.#open) return void this.#ask()
      this.#mark(this.#options.indexOf(this.#marked) + step)
    } else if (event.key === 'Enter' && this.#waiting && !event.ctrlKey) {
      event.preventDefault()
      event.stopPropagation()
      this.#takeFirst = true
    } else if (event.key === 'Enter' && this.#open && this.#marked && !event.ctrlKey) {
      event.preventDefault()
      event.stopPropagation()
      this.#choose(this.#marked)
    } else if (event.key === 'Tab' && this.#searching) {
      // The focus goes on its way: whoever types fast does not look whether the offer is there yet.
      if (this.#waiting) this.#takeFirst = true
      else if (this.#open && this.#marked) this.#choose(this.#marked)
    } else if (event.key === 'Escape' && this.#open) {
      event.preventDefault()
      event.stopPropagation()
      this.#leave()
    }
  }

  #clicked(event) {
    const option = event.target.closest('[role=option]')
    if (option) return this.#choose(option)
    if (event.target.closest('[data-clear]')) {
      this.field.value = ''
      this.#set('', '')
      this.field.focus()
    } else if (event.target === this.field && !this.#open) void this.#ask()
  }

  #choose(option) {
    this.field.value = option.dataset.label
    this.#show(false)
    this.#set(option.dataset.value, option.dataset.label)
  }

  #set(value, label) {
    const changed = this.value !== value
    this.dataset.label = label
    this.setAttribute('value', value)
    if (changed) this.dispatchEvent(new Event('change', { bubbles: true }))
  }

  /** Words were typed that are not the chosen one's name. */
  get #searching() {
    return this.field.value.trim() !== '' && this.field.value !== this.dataset.label
  }

  /** What was typed and not chosen is nothing; the chosen one's name comes back. Unless the first of what comes is wanted. */
  #leave() {
    if (this.#takeFirst) return
    clearTimeout(this.#timer)
    this.#asked += 1
    this.#waiting = false
    this.#show(false)
    this.field.value = this.dataset.label ?? ''
  }

  get #open() {
    return this.list.matches(':popover-open')
  }

  /** In the top layer, so that no scrolling region cuts it; it follows its field. */
  #place = () => {
    const { left, top, bottom, width } = this.field.getBoundingClientRect()
    const above = bottom + this.list.offsetHeight > innerHeight - 8 && top > this.list.offsetHeight
    Object.assign(this.list.style, { inset: 'auto', left: `${left}px`, width: `${Math.max(width, 240)}px` })
    this.list.style.top = `${above ? top - this.list.offsetHeight - 4 : bottom + 4}px`
  }

  #show(shown) {
    this.list.togglePopover(shown)
    if (shown) this.#place()
    for (const type of ['scroll', 'resize'])
      window[shown ? 'addEventListener' : 'removeEventListener'](type, this.#place, true)
    this.field.setAttribute('aria-expanded', String(shown))
    if (!shown) this.field.removeAttribute('aria-activedescendant')
  }

  #mark(index) {
    const options = this.#options
    const next = options[(index + options.length) % options.length]
    for (const option of options) option.setAttribute('aria-selected', String(option === next))
    if (!next) return
    next.scrollIntoView({ block: 'nearest' })
    this.field.setAttribute('aria-activedescendant', next.id)
  }
}

customElements.define('bb-combo', BbCombo)

import { fragment, toast } from '@berberis/ui'

/**
 * The tree of projects by mouse and keyboard (WAI-ARIA tree): arrows, Home, End, first letters, Enter opens the page of a
 * node. Without this module the same marks are links: each opens the tree there.
 */
class BbProjectsTree extends HTMLElement {
  connectedCallback() {
    this.#prepare(this)
    const [root] = this.children
    root.setAttribute('role', 'tree')
    root.setAttribute('aria-label', this.dataset.naming)
    this.#rove(this.querySelector('[data-chosen]') ?? this.#items()[0])
    this.addEventListener('click', this.#click)
    this.addEventListener('keydown', this.#key)
    this.addEventListener('focusin', this.#focus)
  }

  disconnectedCallback() {
    this.removeEventListener('click', this.#click)
    this.removeEventListener('keydown', this.#key)
    this.removeEventListener('focusin', this.#focus)
  }

  /** Lists become a tree: what a screen reader is told, and one stop for Tab. */
  #prepare(within) {
    for (const list of within.querySelectorAll('ul')) list.setAttribute('role', 'group')
    for (const item of within.querySelectorAll('li[data-node]')) {
      const toggle = this.#toggle(item)
      item.setAttribute('role', 'treeitem')
      item.setAttribute('aria-label', item.querySelector('.projects-link').textContent.trim())
      item.setAttribute('aria-selected', 'false')
      item.tabIndex = -1
      if (toggle) item.setAttribute('aria-expanded', String('open' in toggle.dataset))
      for (const inner of item.querySelectorAll(':scope > .projects-node a')) {
        inner.tabIndex = -1
        inner.setAttribute('aria-hidden', 'true')
      }
    }
    for (const other of within.querySelectorAll('li:not([data-node])')) other.setAttribute('role', 'none')
  }

  #toggle(item) {
    return item.querySelector(':scope > .projects-node > a.projects-toggle')
  }

  /** Items that are to be seen, from the top down. */
  #items() {
    return [...this.querySelectorAll('li[data-node], li.projects-more a')].filter((item) => item.checkVisibility())
  }

  #rove(item) {
    if (!item) return
    for (const other of this.querySelectorAll('[tabindex="0"]')) other.tabIndex = -1
    for (const other of this.querySelectorAll('[aria-selected="true"]')) other.setAttribute('aria-selected', 'false')
    item.tabIndex = 0
    if (item.matches('li')) item.setAttribute('aria-selected', 'true')
  }

  #focus = ({ target }) => {
    const item = target.closest('li[data-node], li.projects-more a')
    if (item) this.#rove(item)
  }

  #click = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    const toggle = event.target.closest('a.projects-toggle')
    const more = event.target.closest('a[data-more]')
    if (!toggle && !more) return
    event.preventDefault()
    void (toggle ? this.#set(toggle.closest('li'), undefined) : this.#more(more))
  }

  async #set(item, open = item.getAttribute('aria-expanded') !== 'true') {
    const toggle = this.#toggle(item)
    if (!toggle) return
    item.setAttribute('aria-expanded', String(open))
    toggle.toggleAttribute('data-open', open)
    if (!open || item.querySelector(':scope > ul')) return
    const list = await this.#fetch(toggle.dataset.children)
    if (list && !item.querySelector(':scope > ul')) item.append(list)
    if (!list) item.setAttribute('aria-expanded', 'false')
  }

  async #more(link) {
    const place = link.closest('li')
    const list = await this.#fetch(link.getAttribute('href'))
    if (!list) return
    const first = list.querySelector('li[data-node]')
    place.replaceWith(...list.children)
    first?.focus()
  }

  /** The list an address answers, ready to stand in the tree; null after a toast when it did not come. */
  async #fetch(address) {
    try {
      const { response, body } = await fragment(address)
      const list = response.ok ? body.querySelector('ul') : null
      if (list) {
        const holder = document.createElement('div')
        holder.append(list)
        this.#prepare(holder)
        return list
      }
    } catch {
      // The toast says it: no network and a refusal are the same to whoever opened a branch.
    }
    toast(this.dataset.failed, { tone: 'bad' })
    return null
  }

  #key = (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const item = event.target.closest('li[data-node], li.projects-more a')
    if (!item) return
    const items = this.#items()
    const at = items.indexOf(item)
    const expanded = item.getAttribute('aria-expanded')
    const moves = {
      ArrowDown: () => items[at + 1],
      ArrowUp: () => items[at - 1],
      Home: () => items[0],
      End: () => items.at(-1),
      ArrowRight: () =>
        expanded === 'true' ? item.querySelector(':scope > ul > li[data-node]') : void this.#set(item, true),
      ArrowLeft: () =>
        expanded === 'true' ? void this.#set(item, false) : item.parentElement.closest('li[data-node]'),
      Enter: () => void (item.matches('li') ? item.querySelector('.projects-link') : item).click(),
    }
    const move = moves[event.key] ?? this.#letter(event.key, items, at)
    if (!move) return
    event.preventDefault()
    event.stopPropagation()
    move()?.focus()
  }

  /** The next item whose name begins with a letter. */
  #letter(key, items, at) {
    if (key.length !== 1 || key === ' ') return null
    const starts = (item) => (item.getAttribute('aria-label') ?? '').toLowerCase().startsWith(key.toLowerCase())
    return () => [...items.slice(at + 1), ...items.slice(0, at)].find(starts)
  }
}

customElements.define('bb-projects-tree', BbProjectsTree)

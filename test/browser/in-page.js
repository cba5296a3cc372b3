// Runs inside the page under test; `page-checks.ts` puts it there and asks it.
window.berberisChecks = {
  frame() {
    return {
      h1: document.querySelectorAll('h1').length,
      title: document.title,
      lang: document.documentElement.lang,
      crumb: document.querySelector('.crumbs') && (document.querySelector('.crumbs [aria-current]')?.innerText ?? ''),
      // An id that is meant to be read as one stands in `code`.
      keys: (document.body.innerText.match(/\b(core|sales|permission|menu)\.[a-z-]+(\.[a-zA-Z-]+)+\b/g) ?? []).filter(
        (key) => ![...document.querySelectorAll('code')].some((one) => one.innerText.includes(key)),
      ),
    }
  },

  /** What sticks out sideways at the present width; null when nothing does. */
  sideways() {
    const root = document.documentElement
    if (root.scrollWidth <= root.clientWidth) return null
    const scrolls = (at) => at !== null && (getComputedStyle(at).overflowX !== 'visible' || scrolls(at.parentElement))
    const wide = [...document.body.querySelectorAll('*')].filter(
      (one) => one.getBoundingClientRect().right > root.clientWidth + 1 && !scrolls(one.parentElement),
    )
    const names = wide.slice(0, 3).map((one) => `${one.tagName.toLowerCase()}.${one.getAttribute('class') ?? ''}`)
    return `${root.scrollWidth} px wide in a window of ${root.clientWidth}: ${names.join(', ')}`
  },

  async axe(runOnly) {
    const { violations } = await window.axe.run(document, {
      runOnly,
      resultTypes: ['violations'],
    })
    return violations.map(({ id, impact, nodes }) => {
      const why = (nodes[0]?.failureSummary ?? '').replace(/\s+/g, ' ').slice(0, 200)
      return `${impact} ${id}: ${nodes[0]?.target} (${nodes.length}) ${why}`
    })
  },

  /** How heavy the page lies: elements, and how far things moved by themselves while it came. */
  async weight() {
    const shift = await new Promise((resolve) => {
      let sum = 0
      const watching = new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value
      })
      watching.observe({ type: 'layout-shift', buffered: true })
      setTimeout(() => resolve(sum), 100)
    })
    return { elements: document.querySelectorAll('*').length, shift }
  },
}

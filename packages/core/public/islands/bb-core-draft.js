import { ask, dirty, fragment, settle, watchSession } from '@berberis/ui'

/** Milliseconds after the last word, and after a try that failed. */
const PAUSE = 2000
const AGAIN = 10_000
const PATIENCE = 10_000
/** Most signs a browser sends for a page that is being left. */
const PARTING = 60_000

/** What the form would send now, but for files, passwords and the key of its page. */
function contentOf(form) {
  const secret = [...form.querySelectorAll('[type=password], [autocomplete*=password]')].map(({ name }) => name)
  const texts = [...new FormData(form)].filter(
    ([name, value]) => typeof value === 'string' && name !== 'idempotencyKey' && !secret.includes(name),
  )
  return new URLSearchParams(texts).toString()
}

/**
 * Stands in a form that keeps drafts. One request is on its way at a time, and none when nothing changed. A form that is
 * sent waits for it, so that no draft comes to the server after the save that ends it.
 */
customElements.define(
  'bb-core-draft',
  class extends HTMLElement {
    /** All that was typed is on the server. */
    kept = true
    #known = null
    #timer
    #flight = Promise.resolve(true)
    #flying = false
    #sending = false
    #over = false
    #touched = false

    connectedCallback() {
      if (this.form) return
      this.form = this.closest('form')
      // Whoever types fast was faster than this module.
      if (dirty === this.form) this.#typed()
      else this.#known = contentOf(this.form)
      this.form.addEventListener('input', this.#typed)
      this.form.addEventListener('change', this.#typed)
      this.form.addEventListener('submit', this.#hold, { capture: true })
      this.form.addEventListener('click', this.#cancel)
      this.form.bbLeave = (link) => this.#leave(link)
      addEventListener('beforeunload', () => !this.kept && void this.keep())
      document.addEventListener('visibilitychange', () => document.hidden && !this.kept && this.keep())
      document.addEventListener('htmx:before:request', ({ detail: { ctx } }) => this.#isMine(ctx) && this.#send(true))
      document.addEventListener('htmx:after:request', ({ detail: { ctx } }) => {
        if (ctx.hx?.redirect || ctx.hx?.location || ctx.hx?.refresh) this.#end()
      })
      document.addEventListener('htmx:finally:request', ({ detail: { ctx } }) => this.#isMine(ctx) && this.#send(false))
      // A form that came back with what was refused was drawn anew.
      document.addEventListener('htmx:after:swap', () => this.said && this.#say(this.said, this.bad))
    }

    /** Sends what was typed unless the server has it. Answers whether it has. */
    keep() {
      clearTimeout(this.#timer)
      this.#flight = this.#flight.then(() => this.#save())
      return this.#flight
    }

    /** Whoever goes elsewhere leaves a draft behind, and is asked only when there is none. */
    async #leave(link) {
      if ('cancel' in link.dataset) return (await ask()) && this.#drop()
      return (await this.keep()) || ask()
    }

    /** Whoever cancels what he has just written wants none of it. */
    #cancel = (event) => {
      const link = event.target.closest('a[data-cancel]')
      if (!link || event.defaultPrevented || !this.#touched || event.ctrlKey || event.metaKey || event.shiftKey) return
      event.preventDefault()
      void this.#leave(link).then((yes) => yes && location.assign(link.href))
    }

    async #drop() {
      this.#end()
      await this.#flight
      const { draft } = this.dataset
      if (draft) await fragment(`/drafts/${draft}/removal`, { method: 'POST', body: new URLSearchParams() })
      settle()
      return true
    }

    #isMine(ctx) {
      return ctx.sourceElement === this.form
    }

    #end() {
      this.#over = true
      clearTimeout(this.#timer)
    }

    #typed = () => {
      this.kept = false
      this.#touched = true
      this.#wait(PAUSE)
    }

    #wait(time) {
      clearTimeout(this.#timer)
      if (!this.#over && !this.#sending) this.#timer = setTimeout(() => void this.keep(), time)
    }

    #hold = (event) => {
      clearTimeout(this.#timer)
      if (!this.#flying) return
      event.preventDefault()
      event.stopImmediatePropagation()
      void this.#flight.then(() => this.form.requestSubmit(event.submitter))
    }

    #send(sending) {
      this.#sending = sending
      if (!sending && !this.kept) this.#wait(PAUSE)
    }

    async #save() {
      const typed = contentOf(this.form)
      if (this.#over || this.#sending) return this.kept
      if (typed === this.#known) return this.#settled(typed)
      const body = new URLSearchParams({ address: location.pathname + location.search, typed })
      this.#flying = true
      const answer = await fragment('/drafts', {
        method: 'POST',
        body,
        keepalive: String(body).length < PARTING,
        signal: AbortSignal.timeout(PATIENCE),
      }).catch((error) => ({ error }))
      this.#flying = false
      return answer.response?.ok ? this.#done(typed, answer.body) : this.#failed(answer)
    }

    #done(typed, body) {
      const said = body.querySelector('[data-draft]')
      this.#known = typed
      this.dataset.draft = said.dataset.draft
      this.#say(said.textContent, false)
      watchSession()
      return this.#settled(typed)
    }

    #settled(typed) {
      this.kept = contentOf(this.form) === typed
      if (this.kept) settle()
      return this.kept
    }

    /** What a rule refused is not tried again before something else is typed. */
    #failed({ response }) {
      const why = decodeURIComponent(response?.headers.get('x-message') ?? '')
      this.#say(`${this.dataset.failed} ${why}`.trim(), true)
      if (!response || response.status >= 500 || [401, 429].includes(response.status)) this.#wait(AGAIN)
      return false
    }

    #say(said, bad) {
      Object.assign(this, { said, bad })
      if (this.textContent !== said) this.textContent = said
      this.toggleAttribute('data-bad', bad)
    }
  },
)

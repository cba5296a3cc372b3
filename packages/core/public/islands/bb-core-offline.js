import { confirm, fragment, make, toast } from '@berberis/ui'
import { send } from '../offline/send.js'
import { changeEntry, dropEntry, lock, owner, readEntries, remember, unlock } from '../offline/store.js'

const DAY_MS = 86_400_000
const HUES = { waiting: 'amber', unsure: 'amber', sent: 'green', refused: 'red' }

/** The page belongs to `who` ('' nobody): the device opens or locks what is his, and sends what waits. */
export async function settle(who) {
  if (who === '') {
    await lock()
    return remember()
  }
  const own = await opened(who)
  await remember(own)
  if (own) await send()
}

addEventListener('berberis-offline-sent', ({ detail: told }) => {
  const shown = document.querySelector('bb-core-offline')
  if (shown) shown.tellOf(told)
  else void toastOf(told)
})

/** On any other page: what came of it, and where it stands. */
async function toastOf({ sent, refused, signedOut }) {
  const { texts } = await owner()
  const go = (to, key, more = {}) =>
    toast(texts[key].replace('{count}', sent), { action: texts.show, ...more, run: () => location.assign(to) })
  if (sent) go('/offline/notes', 'sent')
  if (refused) go('/offline/notes', 'refused', { tone: 'bad' })
  if (signedOut) go('/sign-in?next=/offline/notes', 'signedOut', { stay: true })
}

/** The key and the words of whoever the page belongs to, in the language of the page. */
async function opened(who) {
  const own = await owner()
  return own?.who === who && own.locale === document.documentElement.lang ? own : unlock()
}

/** A local time in the language of the page. */
function said(time) {
  return new Date(time).toLocaleString(document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'short' })
}

/** The short form and the list of what was noted without a connection. */
customElements.define(
  'bb-core-offline',
  class extends HTMLElement {
    #own
    #edited = null
    #channel = new BroadcastChannel('berberis-offline')

    connectedCallback() {
      this.words = JSON.parse(this.dataset.texts)
      this.form = this.querySelector('form')
      this.form.addEventListener('submit', (event) => void this.#keep(event))
      this.form.elements.contractor.addEventListener('change', () => void this.#offer())
      this.querySelector('[data-drop-edit]').onclick = () => this.#begin(null)
      this.#channel.onmessage = () => void this.#draw()
      this.back = () => void send()
      this.guard = (event) => this.#isTyped() && event.preventDefault()
      addEventListener('online', this.back)
      addEventListener('beforeunload', this.guard)
      void this.#start()
    }

    disconnectedCallback() {
      removeEventListener('online', this.back)
      removeEventListener('beforeunload', this.guard)
      this.#channel.close()
    }

    async #start() {
      const { who } = document.body.dataset
      this.#own = await (who ? opened(who) : owner())
      this.querySelector('[data-nobody]').hidden = Boolean(this.#own)
      this.form.hidden = !this.#own
      if (this.#own) {
        const { kinds, name } = this.#own
        this.form.elements.kind.replaceChildren(...kinds.map(({ key, label }) => make('option', { value: key }, label)))
        this.querySelector('[data-as]').textContent = this.#say('as', { name })
        this.#begin(null)
      }
      await this.#draw()
      this.toggleAttribute('data-ready', true)
      await send()
    }

    #say(key, params = {}) {
      return this.words[key].replace(/\{(\w+)\}/g, (_whole, name) => params[name])
    }

    tellOf({ sent, refused, signedOut }) {
      if (signedOut) this.#tell('signed-out')
      else if (refused) this.#tell('some-refused')
      else if (sent) this.#tell('all-sent')
    }

    #tell(key) {
      const said = this.querySelector('[data-said]')
      said.textContent = this.#say(key)
      said.hidden = false
    }

    #isTyped() {
      const { contractor, subject, note } = this.form.elements
      return [contractor, subject, note].some((field) => field.value !== field.defaultValue)
    }

    /** A new note of this moment, or an entry once more. */
    #begin(entry) {
      this.#edited = entry
      this.querySelector('[data-drop-edit]').hidden = entry === null
      this.querySelector('[data-offer]').replaceChildren()
      const now = new Date()
      const local = new Date(now - now.getTimezoneOffset() * 60_000).toISOString()
      const fresh = {
        kind: this.#own.kinds[0]?.key,
        contractor: '',
        subject: '',
        note: '',
        day: local.slice(0, 10),
        from: local.slice(11, 16),
      }
      for (const [name, value] of Object.entries({ ...fresh, ...entry })) {
        const field = this.form.elements[name]
        if (!(field instanceof HTMLElement)) continue
        field.value = value
        field.defaultValue = value
        field.removeAttribute('aria-invalid')
      }
      if (entry) {
        this.form.scrollIntoView({ block: 'start' })
        this.form.elements.contractor.focus()
        void this.#offer()
      }
    }

    async #keep(event) {
      event.preventDefault()
      // What the page does with forms that leave it is not for this one, which stays.
      event.stopPropagation()
      const values = Object.fromEntries(new FormData(this.form))
      for (const name of ['contractor', 'subject', 'note']) values[name] = values[name].trim()
      const needsNote = this.#own.kinds.find(({ key }) => key === values.kind)?.note
      const asked = ['contractor', 'subject', 'day', 'from', ...(needsNote ? ['note'] : [])]
      const missing = asked.filter((name) => values[name] === '')
      for (const name of asked) this.form.elements[name].toggleAttribute('aria-invalid', missing.includes(name))
      for (const name of missing) this.form.elements[name].setAttribute('aria-invalid', 'true')
      if (missing.length > 0) {
        this.form.elements[missing[0]].focus()
        return this.#tell('missing')
      }
      const { id = crypto.randomUUID(), createdAt = Date.now() } = this.#edited ?? {}
      try {
        if (!(await changeEntry(this.#own, { ...values, id, createdAt, state: 'waiting' }))) return this.#tell('gone')
      } catch (error) {
        // No room, or a browser that keeps nothing: what was typed stays in the form.
        console.debug(error)
        return this.#tell('not-kept')
      }
      // Asked once something is kept: a browser short of space then throws away others' data first.
      void navigator.storage?.persist?.()
      this.#begin(null)
      this.#tell('kept')
      await remember(this.#own)
      await send()
    }

    /** With a connection: the contractors who may be meant, to choose one. They are not kept on the device. */
    async #offer() {
      const box = this.querySelector('[data-offer]')
      const words = this.form.elements.contractor.value.trim()
      box.replaceChildren()
      if (this.closest('[data-cut]') || words === '') return
      const { response, body } = await fragment(`/pick/core.contractor?q=${encodeURIComponent(words)}`)
      if (!response.ok || words !== this.form.elements.contractor.value.trim()) return
      box.replaceChildren(
        ...[...body.querySelectorAll('[role=option]')].map((option) => {
          const radio = make('input', { type: 'radio', name: 'contractorId', value: option.dataset.value })
          const sub = option.querySelector('small')?.textContent
          return make(
            'label',
            { class: 'choice-chip' },
            radio,
            sub ? `${option.dataset.label} · ${sub}` : option.dataset.label,
          )
        }),
      )
    }

    async #draw() {
      const { entries, others } = await readEntries(this.#own)
      for (const { id, state, createdAt } of entries)
        if (state === 'sent' && Date.now() - createdAt > DAY_MS) await dropEntry(id)
      const foreign = this.querySelector('[data-others]')
      foreign.hidden = others === 0
      foreign.textContent = this.#say('others', { count: others })
      this.querySelector('[data-none]').hidden = entries.length > 0
      this.querySelector('[data-entries]').replaceChildren(...entries.reverse().map((entry) => this.#row(entry)))
    }

    #row(entry) {
      const { id, state, kind, subject, contractor, day, from, reason, href } = entry
      const label = this.#own.kinds.find(({ key }) => key === kind)?.label ?? kind
      const button = (key, run) =>
        make(
          'button',
          { class: 'button small', type: 'button', 'aria-label': `${this.#say(key)}: ${subject}`, click: run },
          this.#say(key),
        )
      const buttons = make('span', { class: 'buttons' })
      if (href) buttons.append(make('a', { class: 'button small', href }, this.#say('open')))
      if (state === 'waiting' || state === 'refused')
        buttons.append(
          button('edit', () => this.#begin(entry)),
          button('delete', () => void this.#drop(entry)),
        )
      return make(
        'li',
        { 'data-state': state, id: `offline-${id}` },
        make(
          'div',
          { class: 'row-main' },
          make('b', {}, subject),
          make('small', { class: 'muted' }, [label, contractor, said(`${day}T${from}`)].filter(Boolean).join(' · ')),
          ...(reason && state !== 'sent' ? [make('p', { class: 'field-error' }, reason)] : []),
        ),
        make('span', { class: 'tag', 'data-hue': HUES[state] }, this.#say(state)),
        buttons,
      )
    }

    async #drop({ id, subject }) {
      if (!(await confirm(this.#say('delete-title', { subject }), { verb: this.#say('delete') }))) return
      await dropEntry(id)
      if (this.#edited?.id === id) this.#begin(null)
      await remember(this.#own)
      this.form.elements.subject.focus()
    }
  },
)

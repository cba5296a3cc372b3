import { describe, expect, it } from 'vitest'
import { scratchEngine, scratchEnv } from './scratch-views.js'

const faults = (source: string, plugin = 'sales') =>
  scratchEngine({ [`${plugin}/x`]: source }).faults.map(({ line, rule }) => `${line} ${rule}`)

describe('a template is kept out when it', () => {
  it.each([
    ['runs a script', '<p></p>\n<script></script>', ['2 script']],
    ['brings styles', '<style></style>', ['1 style']],
    ['styles in place', '<p style="x"></p>', ['1 style']],
    ['handles an event in place', '<p\n onclick="x"></p>', ['1 inline-handler']],
    ['prints markup nobody cleaned', '<p>{{{note}}}</p>', ['1 unescaped']],
    ['names another host', '<a href="https://example.com"></a>', ['1 foreign-host']],
    ['holds a script in an address', '<a href="javascript:x"></a>', ['1 script-address']],
    ['uses an attribute of htmx that is not allowed', '<p hx-on:click="x"></p>', ['1 htmx-attribute']],
    ['puts a condition into a trigger', '<p hx-get="/x" hx-trigger="click[x]"></p>', ['1 htmx-trigger']],
    ['names a swap of one version of htmx', '<p hx-get="/x" hx-swap="innerMorph"></p>', ['1 htmx-swap']],
    ['computes values', '<p hx-get="/x" hx-vals="a:1"></p>', ['1 htmx-vals']],
    ['has an id that may be taken', '<p id="total"></p>', ['1 id-prefix']],
    ['skips a heading', '<h1>{{a}}</h1>\n<h3>{{b}}</h3>', ['2 heading']],
    ['has an image without alt', '<img src="/a">', ['1 alt']],
    ['has a control without a label', '<input name="a">', ['1 label']],
    ['says a text of its own', '<p>\nCena</p>', ['2 untranslated']],
    ['names a thing in one language', '<a title="Usuń"></a>', ['1 untranslated']],
    ['calls a helper where a field was meant', '{{title}} {{status}}', ['1 helper-hides-field']],
    ['draws a view nobody has', '{{> sales/none}}', ['1 unknown-view']],
    ['posts a form without a key', '<p></p>\n<form method="post" action="/x"></form>', ['2 form-key']],
    [
      'asks by a script only',
      '<form method="post" action="/x"{{hx post="/x" confirm=(t "a.b")}}>{{> core/idempotency}}</form>',
      ['1 form-ask', '1 unknown-view'],
    ],
    ['does not parse', '{{#if a}}', ['1 syntax']],
  ])('%s', (_name, source, expected) => {
    expect(faults(source)).toEqual(expected)
  })

  it('but not when it keeps the rules', () => {
    const sound = `{{!-- a word for whoever reads on --}}
      <section id="sales-sum" class="card">{{#if a}}<h2>{{t "sales.sum"}}</h2>{{/if}}
        <label><input type="checkbox" name="a">{{t "sales.a"}}</label>
        <input id="{{id}}" name="b" placeholder="{{t "sales.b"}}">&nbsp;·
        <a href="/sales?a=1"{{hx get="/sales" swap="morph-inner"}}>{{this.title}}</a>
      </section>`
    expect(faults(sound)).toEqual([])
  })
})

describe('the engine', () => {
  it('throws on a field nobody gave when it is strict, and leaves it empty otherwise', () => {
    const sources = { 'sales/x': '<p>{{missing}}</p>' }
    expect(() => scratchEngine(sources).render('sales/x', {}, scratchEnv())).toThrow('"missing" not defined')
    expect(scratchEngine(sources, { strict: false }).render('sales/x', {}, scratchEnv())).toBe('<p></p>')
  })

  it('draws views of one plugin in views of another, by name', () => {
    const engine = scratchEngine({
      'core/card': '<div>{{> @partial-block}}</div>',
      'sales/x': '{{#> core/card}}{{a}}{{/core/card}}',
    })
    expect(engine.faults).toEqual([])
    expect(engine.render('sales/x', { a: '<' }, scratchEnv())).toBe('<div>&lt;</div>')
    expect(() => engine.render('sales/none', {}, scratchEnv())).toThrow(RangeError)
  })

  it('knows which texts, icons, slots and views a template names', () => {
    const { facts } = scratchEngine({
      'core/x': '{{t "a.b"}}\n{{icon "phone"}}{{empty icon="x" text=(t "c.d")}}{{slot "core.s"}}{{> core/x}}',
    })
    expect(facts.get('core/x')).toEqual({
      keys: [
        { name: 'a.b', line: 1 },
        { name: 'c.d', line: 2 },
      ],
      icons: [
        { name: 'phone', line: 2 },
        { name: 'x', line: 2 },
      ],
      slots: [{ name: 'core.s', line: 2 }],
      views: [{ name: 'core/x', line: 2 }],
    })
  })
})

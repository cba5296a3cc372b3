import { describe, expect, it } from 'vitest'
import type { FilledSlot } from '../env.js'
import { scratchEngine, scratchEnv } from '../scratch-views.js'

const draw = (source: string, data: object = {}, env = scratchEnv()) =>
  scratchEngine({ 'core/x': source }).render('core/x', data, env)
const fill = {
  id: 'sales.tab',
  name: 'tab',
  label: 'Sprzedaż',
  href: '/sales/tab?contractor=7',
  size: 's',
  count: 5,
} as const
const slot = (shape: FilledSlot['shape']) => scratchEnv({ fills: { shape, fills: [fill] } })

describe('helpers of figures', () => {
  it('print amounts, decimals and units so that they never break', () => {
    expect(draw('{{money 123456}}|{{money 123456 "EUR"}}|{{figure 5}}')).toBe(
      '1\u00a0234,56\u00a0zł|1\u00a0234,56\u00a0EUR|0,05',
    )
    expect(draw('{{number "1234.5" places=2}}|{{quantity "2.5" "szt"}}|{{percent "23"}}')).toBe(
      '1\u00a0234,50|2,5\u00a0szt|23%',
    )
    expect(draw('{{money null}}|{{number ""}}|{{date null}}')).toBe('—|—|—')
    expect(draw('{{money 0}}')).toBe('0,00\u00a0zł')
  })

  it('print time taken and sizes as people say them', () => {
    expect(draw('{{duration 45}}|{{duration 120}}|{{duration 90}}|{{duration 0}}')).toBe(
      '45\u00a0min|2\u00a0godz.|1\u00a0godz.\u00a030\u00a0min|0\u00a0min',
    )
    expect(draw('{{filesize 340}}|{{filesize 12400}}|{{filesize 1258291}}')).toBe('340\u00a0B|12\u00a0KB|1,2\u00a0MB')
  })
})

describe('helpers of words', () => {
  it('name a browser as people know it, and leave what nobody knows', () => {
    const chrome =
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36'
    const edge = `${chrome} Edg/140.0`
    const phone =
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 (KHTML, like Gecko) Safari/604.1'
    const drawn = draw('{{#each agents}}{{browser this}}|{{/each}}', {
      agents: [chrome, edge, phone, 'curl/8.5.0', ''],
    })
    expect(drawn).toBe('Chrome · Windows|Edge · Windows|Safari · iOS|curl/8.5.0||')
  })
})

describe('helpers of time', () => {
  it('show instants in the zone of the company', () => {
    const data = { at: '2026-11-05T23:30:00.000Z' }
    expect(draw('{{date at}}|{{time at}}|{{instant at}}|{{moment at}}', data)).toBe(
      '06.11.2026|00:30|06.11.2026\u00a000:30|6\u00a0lis,\u00a000:30',
    )
    expect(draw('{{instant at}}', data, scratchEnv({ locale: 'en' }))).toBe('6\u00a0Nov\u00a02026,\u00a000:30')
  })

  it('show days near today as words and others with a year when it is another one', () => {
    expect(draw('{{rel "2026-11-05T13:00:00.000Z"}}|{{rel "2026-11-04"}}|{{rel "2026-10-20"}}')).toBe(
      'dziś\u00a014:00|wczoraj|20\u00a0paź',
    )
    expect(draw('{{short "2026-11-09"}}|{{short "2024-08-22"}}')).toBe('9\u00a0lis|22\u00a0sie\u00a02024')
    expect(draw('{{weekday "2026-11-05"}}')).toBe('czwartek, 5 listopada')
  })
})

describe('helpers of marks and links', () => {
  it('escape what people typed', () => {
    expect(draw('{{tag label hue="plum"}}', { label: '<b>&' })).toBe(
      '<span class="tag" data-hue="plum">&lt;b&gt;&amp;</span>',
    )
    expect(draw('{{lines text}}', { text: 'a<\nb' })).toBe('a&lt;<br>b')
    expect(draw('{{link href label}}', { href: '/x?a=1&b="', label: 'Ż' })).toBe(
      '<a href="/x?a&#x3D;1&amp;b&#x3D;&quot;">Ż</a>',
    )
  })

  it('hide an icon from readers unless it has a name', () => {
    expect(draw('{{icon "phone"}}')).toBe('<svg class="i" aria-hidden="true"><use href="/a/icons.svg#phone"/></svg>')
    expect(draw('{{icon "phone" "Telefon"}}')).toContain('role="img" aria-label="Telefon"')
  })

  it('give one person the same hue everywhere and two letters', () => {
    const drawn = draw('{{avatar "Żaneta Łoś"}}|{{avatar "Żaneta Łoś"}}').split('|')
    expect(drawn[0]).toBe(drawn[1])
    expect(drawn[0]).toContain('>ŻŁ</span>')
    expect(draw('{{avatar "Hotel Imperial" square=true}}')).not.toContain('data-hue')
  })

  it('make addresses with a query and ask for rights', () => {
    expect(draw('{{url "/cases" roles=roles none=null}}', { roles: ['a', 'b'] })).toBe(
      '/cases?roles&#x3D;a&amp;roles&#x3D;b',
    )
    expect(draw('{{url "/cases?view=1" q="ł a"}}')).toBe('/cases?view&#x3D;1&amp;q&#x3D;%C5%82%20a')
    expect(draw('{{#if (can "sales.read")}}1{{/if}}{{#if (can "sales.issue")}}2{{/if}}')).toBe('1')
  })

  it('translate our words for swaps and refuse unknown ones', () => {
    const link = draw('<a{{hx get="/x" target="#main" swap="morph-inner" push=true}}>')
    for (const said of ['hx-get="/x"', 'hx-target="#main"', 'hx-swap="innerMorph"', 'hx-push-url="true"'])
      expect(link).toContain(said)
    expect(() => draw('{{hx get="/x" swap="innerMorph"}}')).toThrow('hx knows no swap innerMorph')
    expect(() => draw('{{hx on="x"}}')).toThrow('hx knows no on')
  })
})

describe('the helper slot', () => {
  it('draws tabs with their count, the open one without a request', () => {
    expect(draw('{{slot "x.tabs"}}', {}, slot('tabs'))).toContain(
      'hx-push-url="true">Sprzedaż <span class="count">5</span></a>',
    )
    expect(draw('{{slot "x.tabs" current="tab"}}', {}, slot('tabs'))).toContain('aria-current="page">Sprzedaż')
  })

  it('draws a card as a link that is fetched once, when it comes into view, and says what failed', () => {
    const card = draw('{{slot "x.side"}}', {}, slot('cards'))
    expect(card).toContain('id="fill-sales-tab" data-size="s" data-failed="core.fill-failed Sprzedaż"')
    expect(card).toContain(
      'hx-get="/sales/tab?contractor&#x3D;7" hx-swap="innerHTML"'.replace(
        ' hx-swap',
        ' hx-trigger="intersect once" hx-swap',
      ),
    )
    expect(card).toContain('<a href="/sales/tab?contractor&#x3D;7">')
  })

  it('draws nothing where nobody fills it', () => {
    expect(draw('{{slot "x.side"}}')).toBe('')
  })
})

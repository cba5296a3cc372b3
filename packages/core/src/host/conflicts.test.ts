import { describe, expect, it } from 'vitest'
import { definePlugin, type PluginDetails } from '../plugin/define-plugin.js'
import { check, on, shaping } from '../plugin/hooks.js'
import { fill, slot } from '../plugin/slots.js'
import { permission } from '../plugin/permissions.js'
import { concerning, conflictsOf } from './conflicts.js'

const linePrice = shaping<{ unitPriceMinor: number }, object>('sales.line-price')
const savable = check<object>('core.record-savable')
const tabs = slot<object>('core.contractor.tabs', 'tabs')
const plugin = (id: string, details: Partial<PluginDetails> = {}) =>
  definePlugin({ id, title: 'x', from: import.meta.url, permissions: {}, ...details })
const pricing = (name: string, ...writes: string[]) => on(linePrice, name, async (_, value) => value, { writes })

describe('the conflict report', () => {
  const sales = plugin('sales', {
    fills: [fill(tabs, { name: 'tab', label: 'x', permission: permission('sales.x'), href: () => '/' })],
  })
  const marketing = plugin('marketing', { needs: ['sales'], listeners: [pricing('coupon', 'unitPriceMinor')] })

  it('names two writers of one field, and that the later one decides because it needs the other', () => {
    const b2b = plugin('b2b', { needs: ['marketing'], listeners: [pricing('tier', 'unitPriceMinor', 'discount')] })
    expect(conflictsOf([b2b, sales, marketing]).fields).toEqual([
      {
        hook: 'sales.line-price',
        field: 'unitPriceMinor',
        who: ['marketing:coupon', 'b2b:tier'],
        decides: 'b2b:tier',
        rule: { last: 'b2b', before: 'marketing', why: 'needs' },
      },
    ])
  })

  it('says that the list decides where neither needs the other', () => {
    const season = plugin('season', { needs: ['sales'], listeners: [pricing('winter', 'unitPriceMinor')] })
    const rule = (...listed: Parameters<typeof conflictsOf>[0]) => conflictsOf(listed).fields[0]?.rule
    expect(rule(sales, marketing, season)).toEqual({ last: 'season', before: 'marketing', why: 'listed' })
    expect(rule(sales, season, marketing)).toEqual({ last: 'marketing', before: 'season', why: 'listed' })
  })

  it('lists the listeners of a hook and the fills of a slot in order, and what of it concerns one plugin', () => {
    const judge = (name: string) => on(savable, name, async () => {})
    const stock = plugin('stock', { needs: ['sales'], listeners: [judge('enough'), judge('fresh')] })
    const report = conflictsOf([stock, plugin('arms', { listeners: [judge('blocked')] }), sales])
    expect(report.fields).toEqual([])
    expect(report.meetings).toEqual([
      { at: 'core.record-savable', kind: 'check', who: ['stock:enough', 'stock:fresh', 'arms:blocked'] },
      { at: 'core.contractor.tabs', kind: 'slot', who: ['sales:tab'] },
    ])
    expect(concerning(report, 'sales').meetings.map(({ at }) => at)).toEqual(['core.contractor.tabs'])
  })
})

import { Type } from '@sinclair/typebox'
import { describe, expect, it } from 'vitest'
import { groupKeys, settingGroups } from './setting-groups.js'

const schema = Type.Object({
  name: Type.String({ 'x-group': 'firm' }),
  loose: Type.Boolean(),
  host: Type.String({ 'x-group': 'mail' }),
  town: Type.String({ 'x-group': 'firm' }),
})

describe('settings by group', () => {
  it('stand in the order in which the schema names their groups, those without one under no heading', () => {
    expect(settingGroups(schema)).toEqual([
      { key: 'firm', settings: ['name', 'town'] },
      { key: '', settings: ['loose'] },
      { key: 'mail', settings: ['host'] },
    ])
  })

  it('name the headings that must exist in every language', () => {
    expect(groupKeys('core', schema)).toEqual(['settings.core.group.firm', 'settings.core.group.mail'])
    expect(groupKeys('core', undefined)).toEqual([])
  })
})

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { loadLocales, translate } from './locales.js'

const made: string[] = []
afterEach(() => made.splice(0).forEach((folder) => rmSync(folder, { recursive: true })))

/** A folder of locales; names may stand in folders of their own. */
function folderOf(files: Readonly<Record<string, object>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'locales-'))
  made.push(folder)
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true })
    writeFileSync(join(folder, name), JSON.stringify(content))
  }
  return folder
}

const cases = {
  pl: { one: '{count} sprawa', few: '{count} sprawy', many: '{count} spraw', other: '{count} sprawy' },
  en: { one: '{count} case', other: '{count} cases' },
}

describe('locales', () => {
  it('choose the Polish plural and group the count', () => {
    const { messages, faults } = loadLocales([
      { id: 'core', dir: folderOf({ 'pl.json': { n: cases.pl }, 'en.json': { n: cases.en } }) },
    ])
    expect(faults).toEqual([])
    const said = (count: number) => translate(messages, 'pl', 'n', { count })
    expect([1, 3, 5, 12, 22].map(said)).toEqual(['1 sprawa', '3 sprawy', '5 spraw', '12 spraw', '22 sprawy'])
    expect(said(12_345)).toBe('12\u00a0345 spraw')
    expect(translate(messages, 'en', 'n', { count: 1 })).toBe('1 case')
  })

  it('name the file that is no JSON', () => {
    const dir = folderOf({ 'pl.json': {}, 'en.json': {} })
    writeFileSync(join(dir, 'en.json'), '{"a": "b"')
    expect(loadLocales([{ id: 'core', dir }]).faults).toEqual([expect.stringContaining(`${join(dir, 'en.json')}: `)])
  })

  it('put parameters in and leave an unknown placeholder to be seen', () => {
    const { messages } = loadLocales([
      { id: 'core', dir: folderOf({ 'pl.json': { a: '{name}, {other}' }, 'en.json': { a: '{name} {other}' } }) },
    ])
    expect(translate(messages, 'pl', 'a', { name: '<b>' })).toBe('<b>, {other}')
    expect(() => translate(messages, 'pl', 'b')).toThrow(RangeError)
  })

  it('tie Polish words of one letter to the next, and leave English alone', () => {
    const { messages } = loadLocales([
      { id: 'core', dir: folderOf({ 'pl.json': { a: 'Wróć i zapisz w sprawie' }, 'en.json': { a: 'I go' } }) },
    ])
    expect(translate(messages, 'pl', 'a')).toBe('Wróć i\u00a0zapisz w\u00a0sprawie')
    expect(translate(messages, 'en', 'a')).toBe('I go')
  })

  it('read one file for each subject beside the common one', () => {
    const dir = folderOf({
      'pl.json': { a: 'a' },
      'en.json': { a: 'a' },
      'pl/cases.json': { b: 'sprawa' },
      'en/cases.json': { b: 'case' },
    })
    const { messages, faults } = loadLocales([{ id: 'core', dir }])
    expect(faults).toEqual([])
    expect(translate(messages, 'pl', 'b')).toBe('sprawa')
  })

  it('name what is missing, odd or taken', () => {
    const first = folderOf({
      'pl.json': { both: 'x', pl: 'y', n: { one: 'a', other: 'b' }, p: '{a}' },
      'en.json': { both: 'x', n: cases.en, p: '{b}' },
    })
    const second = folderOf({ 'pl.json': { both: 'z' }, 'en.json': { both: 'z' } })
    const { faults } = loadLocales([
      { id: 'core', dir: first },
      { id: 'sales', dir: second },
    ])
    expect(faults).toEqual([
      'core: en.json has no text for pl',
      'core: pl.json: n lacks the form few',
      'core: pl.json: n lacks the form many',
      'core: n has {count} in one language only',
      'core: p has {a} in one language only',
      'core: p has {b} in one language only',
      'sales: the text both belongs to another plugin',
    ])
  })
})

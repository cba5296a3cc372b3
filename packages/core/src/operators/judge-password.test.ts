import { expect, test } from 'vitest'
import { commonPasswords } from './common-passwords.js'
import { isCommon, judgePassword } from './judge-password.js'

test('the list has more than the ten thousand most used passwords, Polish ones among them', async () => {
  const { listed } = await commonPasswords()
  expect(listed.size).toBeGreaterThan(10_000)
  for (const text of [
    'password',
    'qwerty123',
    'haslo',
    'zaq12wsx',
    'polska1',
    'kochanie',
    'misiek',
    'bartek',
    'niunia',
  ])
    expect([text, listed.has(text)]).toEqual([text, true])
})

test.each([
  // Listed as they stand, with capitals, or behind the digits that are put at the ends.
  ['counterstrike'],
  ['maurolarastefy'],
  ['NeedForSpeed'],
  ['2026-counterstrike!'],
  ['gfhjkmgfhjkm'],
  // Two of the most used ones, whatever stands around them.
  ['princessdragon'],
  ['Liverpool-Chelsea2026'],
  // Signs for letters.
  ['P@ssw0rd2026!'],
  ['c0unter$trike'],
  // Our own words, Polish with their marks, at most three of them.
  ['hasłoadministrator'],
  ['KochamPolskę2026'],
  ['warszawakrakówłódź'],
  // Rows of keys, digits alone, few signs, one word again and again.
  ['qwertyuiopasdf'],
  ['202611221122'],
  ['aaaaaabbbbbb'],
  ['zażółćzażółćzażółć'],
])('%s is what a program tries first', async (password) => {
  expect(await isCommon(password)).toBe(true)
})

test.each([
  'siedem zielonych wielorybów',
  'trzynaście fioletowych parasoli',
  'correct horse battery staple',
  'x7!mPq2-zLwv9',
])('%s is not', async (password) => {
  expect(await isCommon(password)).toBe(false)
})

test('says which rule a password breaks, one at a time', async () => {
  const whose = { login: 'anna.adamska', name: 'Anna Adamska' }
  const code = async (password: string) => (await judgePassword(password, whose)).map((refusal) => refusal.code)
  expect(await code('krótkie')).toEqual(['core.password-short'])
  expect(await code('ż'.repeat(129))).toEqual(['core.password-long'])
  expect(await code('dom, gdzie Adamska mieszka')).toEqual(['core.password-personal'])
  expect(await code('counterstrike')).toEqual(['core.password-common'])
  expect(await code('siedem zielonych wielorybów')).toEqual([])
})

import { expect, test } from 'vitest'
import { satisfies } from './satisfies.js'

test.each([
  ['0.1.0', '^0.1.0', true],
  ['0.1.9', '^0.1.0', true],
  ['0.2.0', '^0.1.0', false],
  ['1.4.2', '^1.2.0', true],
  ['2.0.0', '^1.2.0', false],
  ['1.1.9', '^1.2.0', false],
  ['1.2.9', '~1.2.0', true],
  ['1.3.0', '~1.2.0', false],
  ['3.0.0', '>=1.2.0', true],
  ['1.2.3', '1.2.3', true],
  ['2.0.0', '^1.0.0 || ^2.0.0', true],
  ['1.0.0', 'workspace:nonsense', false],
])('version %s in the range %s: %s', (version, range, expected) => expect(satisfies(version, range)).toBe(expected))

import { expect, it } from 'vitest'
import { keyName } from '../../src/core/key.ts'
import { aKey } from '../builders.ts'

it('calls a key by its first alias, and by its AWS key id where it has none', () => {
  expect(keyName(aKey())).toBe('alias/payments')
  expect(keyName(aKey({ aliases: [] }))).toBe('7c1d7f0a-5f3c-4a2e-8d51-0f2f6b3a9c77')
})

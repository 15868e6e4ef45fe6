import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  ChannelId,
  GroupId,
  InputId,
  KeyId,
  MessageTs,
  PersonId,
  RequestId,
  requestIdFrom,
} from '../../src/core/ids.ts'

describe('requestIdFrom', () => {
  it.each([
    [[0, 0, 0, 0, 0, 0, 0, 0], 'R-00000000'],
    [[31, 31, 31, 31, 31, 31, 31, 31], 'R-ZZZZZZZZ'],
    [[0, 1, 10, 17, 18, 20, 27, 32], 'R-01AHJMV0'],
  ])('turns %j into %s', (bytes, id) => {
    expect(requestIdFrom(Uint8Array.from(bytes))).toBe(id)
  })

  it('makes an id of any 8 bytes', () => {
    const bytes = fc.uint8Array({ minLength: 8, maxLength: 8 })
    const check = () =>
      fc.assert(fc.property(bytes, (some) => RequestId.safeParse(requestIdFrom(some)).success))
    expect(check).not.toThrow()
  })

  it('refuses fewer than 8 bytes', () => {
    expect(() => requestIdFrom(new Uint8Array(7))).toThrow()
  })
})

describe('ids', () => {
  it.each([
    ['a request id in lower case', RequestId, 'R-abcdefgh'],
    ['a request id with a U', RequestId, 'R-UUUUUUUU'],
    ['a request id with more behind it', RequestId, 'R-00000000/../'],
    ['a group as a person', PersonId, 'S0ONCALL'],
    ['a mention as a person', PersonId, '<@U0ANN>'],
    ['a person as a group', GroupId, 'U0ANN'],
    ['a person as a channel', ChannelId, 'U0ANN'],
    ['a number as a timestamp', MessageTs, '1772442000'],
    ['a path as a key id', KeyId, '../../tokens'],
    ['a UUID with more behind it as a key id', KeyId, '2f3b9c1e-0d5f-4a43-9a64-6a2f0c6f1b01/x'],
    ['an empty input id', InputId, ''],
  ])('refuse %s', (_, schema, text) => {
    expect(schema.safeParse(text).success).toBe(false)
  })
})

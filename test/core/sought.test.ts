import { describe, expect, it } from 'vitest'
import { KeyId } from '../../src/core/ids.ts'
import { foundIn, inOrder, isSought, type Sought } from '../../src/core/sought.ts'
import { aKey, ON } from '../builders.ts'

const key = aKey()

describe('isSought', () => {
  it.each<[Sought, boolean]>([
    [{ text: '' }, true],
    [{ text: 'pay' }, true],
    [{ text: 'PAYMENTS' }, true],
    [{ text: 'billing' }, true],
    [{ text: 'alias/pay' }, true],
    [{ text: 'pay bill' }, true],
    [{ text: 'pay orders' }, false],
    [{ text: '7c1d7f0a' }, true],
    [{ text: '2f3b9c1e-0d5f' }, true],
    [{ text: 'eu-west-1:123456789012' }, true],
    [{ text: 'key/7c1d7f0a' }, true],
    [{ text: 'eu-west' }, true],
    [{ text: '1234567' }, true],
    [{ text: 'prod' }, true],
    [{ text: 'env=PROD' }, true],
    [{ text: 'pay prod eu-west-1' }, true],
    [{ text: 'orders' }, false],
    [{ text: '', rotation: 'off' }, true],
    [{ text: '', rotation: 'on' }, false],
    [{ text: '', region: 'eu-west-1' }, true],
    [{ text: '', region: 'eu-west-2' }, false],
    [{ text: '', account: '123456789012' }, true],
    [{ text: '', account: '210987654321' }, false],
    [{ text: 'pay', rotation: 'off', region: 'eu-west-1', account: '123456789012' }, true],
    [{ text: 'pay', rotation: 'off', region: 'eu-west-1', account: '210987654321' }, false],
  ])('by %j: %s', (sought, expected) => {
    expect(isSought(key, sought)).toBe(expected)
  })

  it.each(['aws', 'arn', 'kms', 'key', 'alias', 'AWS'])(
    'finds nothing by what all keys share: %s',
    (text) => {
      expect(isSought(key, { text })).toBe(false)
      expect(isSought(aKey({ aliases: [`alias/own-${text}`] }), { text })).toBe(true)
    },
  )

  it('looks at the flag', () => {
    expect(isSought(aKey({ rotation: ON }), { text: '', rotation: 'on' })).toBe(true)
  })
})

describe('foundIn', () => {
  it.each([
    ['pay', 'alias/payments'],
    ['bill', 'alias/billing'],
    ['7c1d', key.awsKeyId],
    ['west', 'eu-west-1'],
    ['123', '123456789012'],
    ['prod', 'env=prod'],
    ['2f3b', key.id],
    ['key/7c1d', key.arn],
    ['alias/b', 'alias/billing'],
    ['orders', null],
  ])('says where %j stands: %j', (word, where) => {
    expect(foundIn(key, word)).toBe(where)
  })
})

describe('inOrder', () => {
  const id = (n: number) => KeyId.parse(`2f3b9c1e-0d5f-4a43-9a64-6a2f0c6f1b0${n}`)
  const named = (n: number, alias: string, arn = 'arn') => aKey({ id: id(n), aliases: [alias], arn })

  it('has each key once, by name, and by ARN where names are the same', () => {
    const keys = [named(1, 'b'), named(2, 'a', 'arn:2'), named(3, 'a', 'arn:1'), named(1, 'b')]
    expect(inOrder(keys, { text: '' }).map((one) => one.id)).toEqual([id(3), id(2), id(1)])
  })

  it('has those first that go by a name with a word in it, before those that were found otherwise', () => {
    const tagged = (n: number, alias: string) => ({
      ...named(n, alias),
      tags: [{ key: 'team', value: 'orders' }],
    })
    const keys = [tagged(1, 'alias/a'), tagged(2, 'alias/orders-z'), tagged(3, 'alias/orders-b')]
    expect(inOrder(keys, { text: 'orders' }).map((one) => one.id)).toEqual([id(3), id(2), id(1)])
    expect(inOrder(keys, { text: 'team=orders' }).map((one) => one.id)).toEqual([id(1), id(3), id(2)])
  })
})

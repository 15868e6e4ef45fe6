import { describe, expect, it } from 'vitest'
import type { Key } from '../../../src/core/key.ts'
import { lines, type View } from '../../../src/slack/views/blocks.ts'
import { keyFacts, rotationFact } from '../../../src/slack/views/key.ts'
import { aKey } from '../../builders.ts'
import { links, values, words } from './read-blocks.ts'

function drawn(changes: Partial<Key>): View {
  return { text: 'x', blocks: [lines('key', ...keyFacts(aKey(changes)))] }
}

function rotation(changes: Key['rotation']): string {
  const view = { text: 'x', blocks: [lines('rotation', rotationFact(aKey({ rotation: changes })))] }
  return words(view, 'rotation')
}

describe('keyFacts', () => {
  it('tells one key from every other', () => {
    const { arn, account, region, state, origin } = aKey()
    expect(values(drawn({}), 'key')).toEqual([
      'alias/payments',
      'alias/billing',
      arn,
      account,
      region,
      state,
      origin,
      'env=prod',
    ])
  })

  it.each([
    [
      { aliases: Array.from({ length: 60 }, (_, n) => `alias/${n}`) },
      'alias/0, alias/1, alias/2 …and 57 more',
    ],
    [{ aliases: ['alias/0', 'alias/1', 'alias/2'] }, 'Alias: alias/0, alias/1, alias/2\n'],
    [{ aliases: [] }, 'Alias: none\n'],
    [
      { tags: Array.from({ length: 50 }, (_, n) => ({ key: `k${n}`, value: 'v' })) },
      'k0=v, k1=v, k2=v …and 47 more',
    ],
  ])('names the first three of many, and counts the rest', (changes, expected) => {
    expect(words(drawn(changes), 'key')).toContain(expected)
  })

  it('leaves tags out where there are none', () => {
    expect(words(drawn({ tags: [] }), 'key')).not.toContain('Tags')
  })

  it('leads to the key in the AWS console', () => {
    expect(links(drawn({}), 'key')).toEqual([
      'https://eu-west-1.console.aws.amazon.com/kms/home?region=eu-west-1#/kms/keys/7c1d7f0a-5f3c-4a2e-8d51-0f2f6b3a9c77',
    ])
  })

  it.each<[string, Partial<Key>]>([
    ['a region that is a host', { region: 'evil.test/' }],
    ['a region with an @', { region: 'x@evil.test' }],
    ['a region with a second line', { region: 'eu-west-1\nx' }],
    ['a region in capitals', { region: 'EU-WEST-1' }],
    ['no region', { region: '' }],
    ['a key id that is a path', { awsKeyId: '../../logout' }],
    ['a key id with a query', { awsKeyId: 'x?y' }],
    ['no key id', { awsKeyId: '' }],
    ['a key of another partition', { arn: 'arn:aws-cn:kms:cn-north-1:123456789012:key/x' }],
    ['an ARN that is none', { arn: 'https://evil.test' }],
  ])('makes no link of %s', (_, changes) => {
    expect(links(drawn(changes), 'key')).toEqual([])
  })
})

describe('rotationFact', () => {
  it.each<[Key['rotation'], string]>([
    [{ on: false }, 'Automatic rotation: off'],
    [{ on: true }, 'Automatic rotation: on'],
    [{ on: true, periodDays: 90 }, 'Automatic rotation: on, every 90 days'],
    [
      { on: true, periodDays: 90, nextDate: '2026-05-31T00:00:00Z' },
      'Automatic rotation: on, every 90 days, next [2026-05-31T00:00:00.000Z]',
    ],
    [{ on: true, nextDate: 'soon' }, 'Automatic rotation: on'],
    [{ on: true, nextDate: '0001-01-01T00:00:00Z' }, 'Automatic rotation: on'],
    [{ on: false, periodDays: 90, nextDate: '2026-05-31T00:00:00Z' }, 'Automatic rotation: off'],
  ])('reads %j as what it is', (flag, expected) => {
    expect(rotation(flag)).toBe(expected)
  })
})

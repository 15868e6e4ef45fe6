import { describe, expect, it } from 'vitest'
import { KeyId } from '../../src/core/ids.ts'
import type { Key } from '../../src/core/key.ts'
import { changesBetween, snapshotText } from '../../src/core/snapshot.ts'
import { aKey } from '../builders.ts'

const counts: [string, Partial<Key>, string, string][] = [
  ['ARN', { arn: 'arn:other' }, aKey().arn, 'arn:other'],
  ['account', { account: '999999999999' }, '123456789012', '999999999999'],
  ['Region', { region: 'us-east-1' }, 'eu-west-1', 'us-east-1'],
  ['KMS', { kms: { id: 'other', name: 'prod' } }, aKey().kms.id, 'other'],
  ['aliases', { aliases: ['alias/payments'] }, 'alias/billing, alias/payments', 'alias/payments'],
  ['state', { state: 'Disabled' }, 'Enabled', 'Disabled'],
  ['origin', { origin: 'EXTERNAL' }, 'AWS_KMS', 'EXTERNAL'],
  ['spec', { spec: 'RSA_2048' }, 'SYMMETRIC_DEFAULT', 'RSA_2048'],
  ['usage', { usage: 'SIGN_VERIFY' }, 'ENCRYPT_DECRYPT', 'SIGN_VERIFY'],
  ['manager', { manager: 'AWS' }, 'CUSTOMER', 'AWS'],
  ['multi-Region', { multiRegion: 'primary' }, 'no', 'primary'],
  ['gone', { gone: true }, 'no', 'yes'],
  ['rotation', { rotation: { on: true } }, 'off', 'on'],
  ['period', { rotation: { on: false, periodDays: 90 } }, 'not reported', '90 days'],
]

const countsNot: [string, Partial<Key>][] = [
  ['the time of the last sync', { syncedAt: '2026-03-02T09:10:00Z' }],
  ['the next rotation date', { rotation: { on: false, nextDate: '2027-03-02T09:00:00Z' } }],
  ['the order of the aliases', { aliases: ['alias/billing', 'alias/payments'] }],
  ['the name of the KMS', { kms: { ...aKey().kms, name: 'renamed' } }],
  ['the tags, which no rule reads', { tags: [] }],
  ['the id CipherTrust gave it', { id: KeyId.parse('99999999-0d5f-4a43-9a64-6a2f0c6f1b01') }],
]

describe('changesBetween', () => {
  it.each(counts)('lists a change of %s', (field, changes, before, after) => {
    expect(changesBetween(aKey(), aKey(changes), [])).toEqual([{ field, before, after }])
  })

  it('lists several changes', () => {
    const changed = aKey({ state: 'Disabled', gone: true })
    expect(changesBetween(aKey(), changed, []).map(({ field }) => field)).toEqual(['state', 'gone'])
  })

  it.each(countsNot)('passes over %s', (_, changes) => {
    expect(changesBetween(aKey(), aKey(changes), [])).toEqual([])
  })
})

describe('changesBetween, of tags,', () => {
  const tagged = (...tags: [string, string][]) => aKey({ tags: tags.map(([key, value]) => ({ key, value })) })

  it.each([
    ['that got another value', [['env', 'test']], 'test'],
    ['that was taken off', [], 'none'],
    ['that is written in another case', [['Env', 'prod']], 'none'],
  ] as const)('lists one that a rule reads, and %s', (_, tags, after) => {
    const changed = tagged(...tags.map(([key, value]): [string, string] => [key, value]))
    expect(changesBetween(aKey(), changed, ['env'])).toEqual([{ field: 'tag env', before: 'prod', after }])
    expect(snapshotText(changed, ['env'])).not.toBe(snapshotText(aKey(), ['env']))
  })

  it('lists one that was put on', () => {
    const [before, after] = [tagged(), tagged(['team', 'pay'])]
    expect(changesBetween(before, after, ['env', 'team'])).toEqual([
      { field: 'tag team', before: 'none', after: 'pay' },
    ])
  })

  it('passes over those that no rule reads', () => {
    const after = tagged(['env', 'prod'], ['owner', 'ann'], ['team', 'pay'])
    expect(changesBetween(aKey(), after, ['env'])).toEqual([])
    expect(snapshotText(after, ['env'])).toBe(snapshotText(aKey(), ['env']))
  })

  it.each([
    ['is empty', '', '""'],
    ['says “none”', 'none', '"none"'],
  ])('tells one that %s from one that is not there: a rule does', (_, value, after) => {
    const changes = [{ field: 'tag env', before: 'none', after }]
    expect(changesBetween(tagged(), tagged(['env', value]), ['env'])).toEqual(changes)
    expect(snapshotText(tagged(), ['env'])).not.toBe(snapshotText(tagged(['env', value]), ['env']))
  })

  it('tells one that says “none” from one that says it in quotes', () => {
    expect(changesBetween(tagged(['env', 'none']), tagged(['env', '"none"']), ['env'])).toHaveLength(1)
  })
})

describe('snapshotText', () => {
  it.each(counts)('is another one after a change of %s', (_, changes) => {
    expect(snapshotText(aKey(changes), [])).not.toBe(snapshotText(aKey(), []))
  })

  it.each(countsNot)('is the same whatever becomes of %s', (_, changes) => {
    expect(snapshotText(aKey(changes), [])).toBe(snapshotText(aKey(), []))
  })
})

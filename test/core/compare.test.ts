import { describe, expect, it } from 'vitest'
import { compare } from '../../src/core/compare.ts'
import type { Key } from '../../src/core/key.ts'
import { a, aKey, OFF, ON, waiting } from '../builders.ts'

const stopping = (changes: Partial<Key> = {}) =>
  waiting({ operation: 'disable-auto-rotation', key: aKey({ rotation: ON, ...changes }) })

describe('compare', () => {
  it.each<[string, Partial<Key>]>([
    ['as it was', {}],
    ['synced again', { syncedAt: '2026-03-02T09:10:00Z', updatedAt: '2026-03-02T09:10:00Z' }],
    ['with another next date', { rotation: { on: false, nextDate: '2027-03-02T09:00:00Z' } }],
    ['with tags that no rule reads', { tags: [] }],
  ])('is as asked for a key %s', (_, changes) => {
    expect(compare(waiting(), aKey(changes), [])).toEqual({ is: 'as_asked', key: aKey(changes) })
  })

  it('is changed when what an approval stands on is another, and lists it', () => {
    const key = aKey({ aliases: ['alias/payments'], kms: { id: 'other', name: 'prod' } })
    expect(compare(waiting(), key, [])).toEqual({
      ...{ is: 'changed', key },
      changes: [
        { field: 'KMS', before: aKey().kms.id, after: 'other' },
        { field: 'aliases', before: 'alias/billing, alias/payments', after: 'alias/payments' },
      ],
    })
  })

  it('is changed when a tag is another that the policy reads, and not when it reads it no more', () => {
    const key = aKey({ tags: [{ key: 'env', value: 'test' }] })
    expect(compare(waiting(), key, ['env'])).toEqual({
      ...{ is: 'changed', key },
      changes: [{ field: 'tag env', before: 'prod', after: 'test' }],
    })
    expect(compare(waiting(), key, ['team']).is).toBe('as_asked')
  })

  it.each([
    ['in effect for the period that was asked for', { on: true, periodDays: 180 }, 'in_effect'],
    ['changed for another period', ON, 'changed'],
    ['changed for a period that is not told', { on: true }, 'changed'],
  ] as const)('is %s', (_, rotation, is) => {
    expect(compare(waiting({ periodDays: 180 }), aKey({ rotation }), []).is).toBe(is)
  })

  it('is as asked for a key that rotates in another period, as it was shown', () => {
    const request = waiting({ periodDays: 180, key: aKey({ rotation: ON }) })
    expect(compare(request, aKey({ rotation: ON }), []).is).toBe('as_asked')
  })

  it.each([
    ['on', waiting(), ON],
    ['off', stopping(), OFF],
  ])('is in effect when the flag is %s already', (_, request, rotation) => {
    expect(compare(request, aKey({ rotation }), [])).toEqual({ is: 'in_effect', key: aKey({ rotation }) })
  })

  it.each<[string, Key | null, string]>([
    ['that the account cannot see', null, 'key_not_found'],
    ['that is gone', aKey({ gone: true }), 'key_gone'],
    ['that is disabled', aKey({ state: 'Disabled' }), 'disabled'],
    ['whose origin is another', aKey({ origin: 'EXTERNAL' }), 'imported'],
    ['that became a replica', aKey({ multiRegion: 'replica' }), 'replica'],
  ])('is unfit for a key %s', (_, key, why) => {
    expect(compare(waiting(), key, [])).toEqual({ is: 'unfit', why })
  })

  it('takes no flag of a key that is gone for an effect', () => {
    expect(compare(waiting(), aKey({ gone: true, rotation: ON }), [])).toEqual({
      is: 'unfit',
      why: 'key_gone',
    })
  })

  it('asks what is in effect before it asks what could be done', () => {
    expect(compare(waiting(), aKey({ state: 'Disabled', rotation: ON }), []).is).toBe('in_effect')
  })

  it('calls a key unfit rather than changed', () => {
    expect(compare(waiting(), aKey({ state: 'PendingDeletion', aliases: [] }), []).is).toBe('unfit')
  })

  it('compares with the key as it was asked, whatever the state of the request', () => {
    expect(compare(a('executing', { key: aKey({ aliases: [] }) }), aKey(), []).is).toBe('changed')
  })
})

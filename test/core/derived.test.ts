import { describe, expect, it } from 'vitest'
import { tellingsOf, wakeUpsOf } from '../../src/core/derived.ts'
import type { RequestEntry } from '../../src/core/entry.ts'
import { cancel, expire, readAgain, release, sendOnceMore, supersede } from '../../src/core/transitions.ts'
import { a, aKey, later, pathTo, UNREACHABLE } from '../builders.ts'

const at = later(300)
const kinds = new Map<string, RequestEntry>(
  [
    ...pathTo.succeeded(),
    ...pathTo.failed(),
    ...pathTo.unconfirmed(),
    release(a('executing'), at),
    sendOnceMore(a('calling'), UNREACHABLE, at),
    readAgain(a('unconfirmed'), { key: aKey() }, at),
    supersede(a('executing'), [], at),
    cancel(a('approved'), 'not_allowed', at),
    expire(a('approved'), at),
  ].map(({ entry }) => [entry.kind, entry]),
)

describe('tellingsOf', () => {
  it.each<[string, string[]]>([
    ['asked', ['line']],
    ['approved', []],
    ['claimed', []],
    ['released', []],
    ['calling', []],
    ['not_sent', []],
    ['succeeded', ['line', 'dm']],
    ['failed', ['line', 'dm']],
    ['unconfirmed', ['line']],
    ['read_again', []],
    ['superseded', ['line', 'dm']],
    ['cancelled', ['line', 'dm']],
    ['expired', ['line', 'dm']],
  ])('owes for %s: %j', (kind, tellings) => {
    const entry = kinds.get(kind)
    expect(entry && tellingsOf(entry)).toEqual(tellings)
  })
})

describe('wakeUpsOf', () => {
  it.each([...pathTo.succeeded(), ...pathTo.unconfirmed()])(
    'wakes card and request after $entry.kind',
    (step) => {
      expect(wakeUpsOf(step)).toEqual(['card:R-11111111', 'request:R-11111111'])
    },
  )
})

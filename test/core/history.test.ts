import { describe, expect, it } from 'vitest'
import type { Entry } from '../../src/core/entry.ts'
import { subjectsOf } from '../../src/core/history.ts'
import { OsUser } from '../../src/core/ids.ts'
import { ANN, AUDIT, anInputId, aRequestId, HUNG_UP, SAM, T0 } from '../builders.ts'

const about = { v: 1, at: T0.toISOString(), request: aRequestId(1) } as const
const alone = { v: 1, at: T0.toISOString() } as const
const input = {
  command: 'rotate',
  refusal: 'replica',
  input: anInputId(1),
  channel: AUDIT,
  count: 1,
} as const
const REQUEST = `request:${aRequestId(1)}`

describe('subjectsOf', () => {
  it.each<[string, Entry, string | null, readonly string[]]>([
    [
      'a decision',
      { ...about, kind: 'denied', by: SAM, input: anInputId(1) },
      'arn:1',
      ['all', REQUEST, 'key:arn:1', 'person:U0SAM'],
    ],
    [
      'what the bot does',
      { ...about, kind: 'claimed', attempt: 1, owner: 'bot' },
      'arn:1',
      ['all', REQUEST, 'key:arn:1'],
    ],
    [
      'what the policy approves',
      { ...about, kind: 'approved', by: 'policy', rule: 'x', needed: 0, given: 0 },
      'arn:1',
      ['all', REQUEST, 'key:arn:1'],
    ],
    ['an end without a person', { ...about, kind: 'failed', fault: HUNG_UP }, null, ['all', REQUEST]],
    [
      'what somebody says at the command line',
      { ...about, kind: 'failed', fault: HUNG_UP, by: OsUser.parse('os:kim') },
      'arn:1',
      ['all', REQUEST, 'key:arn:1'],
    ],
    [
      'a card that could not be posted',
      { ...about, kind: 'post_given_up', post: 'card', to: AUDIT },
      'arn:1',
      ['all', REQUEST, 'key:arn:1'],
    ],
    [
      'an anchor that could not be posted',
      { ...alone, kind: 'post_given_up', post: 'anchor', to: AUDIT, seq: 5 },
      null,
      ['all'],
    ],
    [
      'posts that somebody had tried again',
      { ...about, kind: 'posts_retried', by: OsUser.parse('os:kim'), posts: 3 },
      'arn:1',
      ['all', REQUEST, 'key:arn:1'],
    ],
    ['what is about the bot', { ...alone, kind: 'stopped' }, null, ['all']],
    [
      'refusals, each key and request once',
      {
        ...{ ...alone, kind: 'refused', by: ANN, since: alone.at, more: 0 },
        inputs: [
          { ...input, arn: 'arn:1' },
          { ...input, arn: 'arn:1', request: aRequestId(1) },
          { ...input, arn: 'arn:2' },
        ],
      },
      null,
      ['all', REQUEST, 'key:arn:1', 'key:arn:2', 'person:U0ANN'],
    ],
  ])('of %s', (_, entry, arn, subjects) => {
    expect(subjectsOf(entry, arn)).toEqual(subjects)
  })
})

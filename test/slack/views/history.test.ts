import { describe, expect, it } from 'vitest'
import { blocksAsText } from '../../../simulators/slack/blocks-as-text.ts'
import type { Entry } from '../../../src/core/entry.ts'
import type { HistoryRow } from '../../../src/core/history.ts'
import type { Reply } from '../../../src/core/reply.ts'
import { reply } from '../../../src/slack/views/reply.ts'
import {
  ANN,
  AUDIT,
  aKey,
  anInputId,
  aRequestId,
  CARD_TS,
  HUNG_UP,
  SAM,
  SHELL,
  T0,
  UNREACHABLE,
  waiting,
} from '../../builders.ts'
import { block, buttons, ids, words } from './read-blocks.ts'

type Shown = Extract<Reply, { kind: 'history' }>

const about = { v: 1, at: T0.toISOString(), request: aRequestId(1) } as const
const alone = { v: 1, at: T0.toISOString() } as const
const bySam = { by: SAM, input: anInputId(4) }
const denied: Entry = { ...about, ...bySam, kind: 'denied' }

function rowOf(entry: Entry, request: HistoryRow['request'] = waiting()): HistoryRow {
  return { seq: 42, entry, request }
}

function draw(changes: Partial<Shown> = {}) {
  return reply({ kind: 'history', of: null, rows: [rowOf(denied)], more: null, ...changes }, '/cckm')
}

const what = (entry: Entry, request: HistoryRow['request'] = waiting()) =>
  blocksAsText([block(draw({ rows: [rowOf(entry, request)] }), 'entries')])
    .split('\n')[2]
    ?.split(' | ')[2]

describe('a page of the history', () => {
  it('has a row for each entry: its place, its time, what, who, and about what', () => {
    const view = draw()
    const [caption, head, row] = blocksAsText([block(view, 'entries')], () => 'sam').split('\n')
    expect(caption).toBe('Entries of the audit log')
    expect(head).toBe('Entry | When | What | Who | Request | Key')
    expect(row?.replace(/ \| [^|]*2026[^|]* \| /, ' | … | ')).toBe(
      `#42 | … | Denied | @sam | ${aRequestId(1)} | alias/payments`,
    )
  })

  it('tells times in the zone of the reader', () => {
    const cells = JSON.stringify(block(draw(), 'entries'))
    expect(cells).toContain(`"type":"date","timestamp":${T0.getTime() / 1_000}`)
  })

  it('says the same line by line to a Slack that takes no table', () => {
    const view = draw()
    const plain = { blocks: view.simpler ?? [] }
    expect(ids(plain)).toEqual(ids(view))
    expect(words(plain, 'entries')).toBe(
      `#42 [${T0.toISOString()}] Denied, by [U0SAM], ${aRequestId(1)}, alias/payments`,
    )
  })

  it.each<[Partial<Shown>, string]>([
    [{}, 'History of everything, newest first.'],
    [{ of: { kind: 'request', request: aRequestId(1) } }, `History of ${aRequestId(1)}, newest first.`],
    [{ of: { kind: 'person', person: ANN } }, 'History of what [U0ANN] did or was refused, newest first.'],
    [{ of: { kind: 'key', arn: aKey().arn } }, `History of ${aKey().arn}, newest first.`],
    [
      { since: T0.getTime(), until: T0.getTime() },
      `History of everything, since [${T0.toISOString()}], until [${T0.toISOString()}], newest first.`,
    ],
    [{ rows: [] }, 'The audit log has no entry.'],
  ])('says what it is of: %j', (changes, sentence) => {
    expect(words(draw(changes), 'history').split('\n')[0]).toBe(sentence)
  })

  it('has a button to older entries, which says so', () => {
    expect(buttons(draw({ more: 'history before 42' }))).toMatchObject([
      { action: 'more', value: 'history before 42' },
    ])
    expect(buttons(draw())).toEqual([])
  })

  it('is read aloud entry by entry', () => {
    expect(draw().text).toMatch(
      /^History of everything, newest first\.\n.*\n.*\n#42, <!date\^[^>]*>, Denied, <@U0SAM>, R-11111111, alias\/payments$/,
    )
  })
})

describe('an entry in the history', () => {
  const flags = { before: { on: false }, after: { on: true, periodDays: 180 } }
  const input = { command: 'rotate', refusal: 'already_so', input: anInputId(1), channel: AUDIT } as const
  const asked: Entry = {
    ...{
      ...about,
      kind: 'asked',
      by: ANN,
      operation: 'enable-auto-rotation',
      arn: aKey().arn,
      key: aKey().id,
    },
    ...{
      snapshot: 'a',
      before: { on: false },
      rule: 'policy',
      approvals: 1,
      input: anInputId(1),
      channel: AUDIT,
    },
  }
  it.each<[Entry, string]>([
    [asked, 'Asked: to switch on automatic rotation, because CHG-4711'],
    [{ ...about, ...bySam, kind: 'approved', rule: 'x', needed: 3, given: 1 }, 'Approved, 1 of 3'],
    [{ ...about, ...bySam, kind: 'approved', rule: 'x', needed: 1, given: 1 }, 'Approved'],
    [{ ...about, kind: 'approved', by: 'policy', rule: 'policy', needed: 0, given: 0 }, 'No approval needed'],
    [{ ...about, kind: 'claimed', attempt: 2, owner: 'bot' }, 'Taken up to make the call, try 2'],
    [
      { ...about, kind: 'calling', attempt: 1, ...flags, account: 'a' },
      'Calling CipherTrust: rotation is off',
    ],
    [
      { ...about, ...flags, kind: 'succeeded', how: 'called' },
      'Done: rotation was off, and is now on, every 180 days',
    ],
    [{ ...about, kind: 'failed', fault: UNREACHABLE }, 'Failed: CipherTrust could not be reached.'],
    [{ ...about, kind: 'released' }, 'Put off'],
    [{ ...about, kind: 'read_again', flag: { on: true } }, 'Key read again: rotation is on'],
    [
      { ...about, kind: 'read_again', fault: HUNG_UP },
      'Key read again: CipherTrust closed the connection before its answer was complete.',
    ],
    [{ ...about, kind: 'read_again' }, 'Key read again'],
    [
      {
        ...{ ...about, kind: 'superseded', successor: aRequestId(2) },
        changes: ['state', 'aliases'].map((field) => ({ field, before: 'a', after: 'b' })),
      },
      `The key has changed: state, aliases. ${aRequestId(2)} takes its place`,
    ],
    [
      { ...about, kind: 'cancelled', why: 'already_so' },
      'Closed by the bot: Automatic rotation is as asked already.',
    ],
    [{ ...about, kind: 'expired' }, 'Expired'],
    [{ ...about, kind: 'reminded', of: [SAM] }, 'Reminder'],
    [
      { ...alone, kind: 'policy_loaded', hash: '0123456789abcdef' },
      'The policy was loaded, its hash begins 0123456789ab',
    ],
    [{ ...alone, kind: 'started', version: '0.1.0' }, 'The bot started, version 0.1.0'],
    [{ ...alone, kind: 'stopped' }, 'The bot stopped'],
    [
      { ...about, kind: 'post_given_up', post: 'card', to: AUDIT, slack: 'is_archived' },
      'The card could not be brought to Slack: is_archived',
    ],
    [
      { ...alone, kind: 'post_given_up', post: 'anchor', to: AUDIT, seq: 5 },
      'The day’s fingerprint of the log could not be brought to Slack',
    ],
    [
      { ...about, kind: 'posts_retried', by: SHELL, posts: 1 },
      'The one message that was given up is tried again',
    ],
    [
      { ...about, kind: 'posts_retried', by: SHELL, posts: 4 },
      'All 4 messages that were given up are tried again',
    ],
    [{ ...about, kind: 'expired', by: SHELL }, 'Expired'],
    [
      { ...alone, kind: 'anchored', seq: 5, hash: 'ab', channel: AUDIT, ts: CARD_TS },
      'The day’s fingerprint of the log was posted, up to #5',
    ],
    [
      {
        ...alone,
        kind: 'refused',
        by: ANN,
        since: alone.at,
        more: 2,
        inputs: [
          { ...input, count: 3 },
          { ...input, count: 1 },
        ],
      },
      'Refused: rotate (already so, 3 times), rotate (already so) and 2 more',
    ],
  ])('%j', (entry, words) => {
    expect(what(entry)).toBe(words)
  })

  it('has what was written with a decision', () => {
    const { state: _, ...request } = { ...waiting(), endedAt: T0.getTime() }
    expect(what(denied, { ...request, ...bySam, state: 'denied', comment: 'not today' })).toBe(
      'Denied: not today',
    )
  })
})

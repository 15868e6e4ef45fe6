import { describe, expect, it } from 'vitest'
import type { RequestEntry } from '../../../src/core/entry.ts'
import { directMessage, line } from '../../../src/slack/views/line.ts'
import { a, aKey, aRequestId } from '../../builders.ts'
import { everyEntry } from './every-request.ts'
import { PERMALINK } from './every-view.ts'
import { ids, links, values, words } from './read-blocks.ts'

const HASH = 'abcdef0123456789'.repeat(4)
const request = a('unconfirmed')
const entries = everyEntry({ key: aKey(), reason: '', comment: '', typed: '' })
const chained = (entry: RequestEntry) => ({ seq: 3, hash: HASH, entry })
const succeeded = {
  v: 1,
  at: '2026-03-02T09:00:00.000Z',
  request: aRequestId(1),
  kind: 'succeeded',
  how: 'called',
  before: { on: false },
  after: { on: true },
} as const

describe('line', () => {
  it.each(entries.map((entry) => [entry.kind, entry] as const))(
    'shows where a %s entry stands in the audit log',
    (_, entry) => {
      const view = line(request, chained(entry))
      expect(ids(view)).toEqual(['line', 'witness'])
      expect(words(view, 'witness')).toBe(`#3 · ${HASH.slice(0, 32)}`)
    },
  )

  it.each([
    [false, true, 'was off and is on now'],
    [true, false, 'was on and is off now'],
  ])('tells the flags as they were read: %s, %s', (before, after, expected) => {
    const entry = { ...succeeded, before: { on: before }, after: { on: after } }
    expect(words(line(request, chained(entry)), 'line')).toContain(expected)
  })

  it('carries the codes of a fault, for whoever looks into the log', () => {
    const fault = {
      kind: 'aws',
      outcome: 'not_done',
      status: 400,
      awsException: 'DisabledException',
      ciphertrustRequest: 'req-9',
    } as const
    const said = words(line(request, chained({ ...succeeded, kind: 'failed', fault })), 'line')
    expect(said).toContain('DisabledException')
    expect(said).toContain('400')
    expect(said).toContain('req-9')
  })
})

describe('directMessage', () => {
  it('names the request and the key, and leads to the card', () => {
    const view = directMessage(request, chained(succeeded), PERMALINK)
    expect(words(view, 'outcome')).toContain(request.id)
    expect(values(view, 'outcome')).toEqual(['alias/payments'])
    expect(links(view, 'outcome')).toEqual([PERMALINK])
  })

  it('leads nowhere when there is no card', () => {
    expect(links(directMessage(request, chained(succeeded), null), 'outcome')).toEqual([])
  })
})

import { describe, expect, it } from 'vitest'
import type { RequestEntry } from '../../../src/core/entry.ts'
import { OsUser } from '../../../src/core/ids.ts'
import type { Request } from '../../../src/core/request.ts'
import { directMessage, line, outcome } from '../../../src/slack/views/line.ts'
import {
  ANN,
  a,
  anInputId,
  approvedBySam,
  aRequestId,
  BOB,
  HUNG_UP,
  KIM,
  later,
  SAM,
  SECURITY,
  twoPersons,
  waiting,
} from '../../builders.ts'
import { everyEntry } from './every-entry.ts'
import { ORDINARY } from './every-request.ts'
import { PERMALINK } from './every-view.ts'
import { ids, inlines, links, values, words } from './read-blocks.ts'

const HASH = 'abcdef0123456789'.repeat(4)
const request = a('unconfirmed')
const entries = everyEntry(ORDINARY)
const chained = (entry: RequestEntry) => ({ seq: 3, hash: HASH, entry })
const about = { v: 1, at: '2026-03-02T09:00:00.000Z', request: aRequestId(1) } as const
const { state: _, ...asked } = waiting()
const ended = { ...asked, endedAt: later(60).getTime() }
const succeeded = {
  ...about,
  kind: 'succeeded',
  how: 'called',
  before: { on: false },
  after: { on: true },
} as const

describe('line', () => {
  it.each(entries.map((entry) => [entry.kind, entry] as const))(
    'shows where a %s entry stands in the audit log',
    (_, entry) => {
      const view = line(request, chained(entry), twoPersons)
      expect(ids(view)).toEqual(['line', 'witness'])
      expect(words(view, 'witness')).toBe(`audit log #3 · ${HASH.slice(0, 32)}`)
    },
  )

  it.each([
    [false, true, 'was off, and is now on'],
    [true, false, 'was on, and is now off'],
  ])('tells the flags as they were read: %s, %s', (before, after, expected) => {
    const entry = { ...succeeded, before: { on: before }, after: { on: after } }
    expect(words(line(request, chained(entry), twoPersons), 'line')).toContain(expected)
  })

  it('carries the codes of a fault, for whoever looks into the log', () => {
    const fault = {
      kind: 'aws',
      outcome: 'not_done',
      status: 400,
      awsException: 'DisabledException',
      ciphertrustRequest: 'req-9',
    } as const
    const said = words(line(request, chained({ ...succeeded, kind: 'failed', fault }), twoPersons), 'line')
    expect(said).toContain('DisabledException')
    expect(said).toContain('400')
    expect(said).toContain('req-9')
  })

  it('names who approved, and what they wrote', () => {
    const { to, entry } = approvedBySam()
    expect(words(line(to, chained(entry), twoPersons), 'line')).toBe(`Approved. By [${SAM}]: fine.`)
  })

  it('has the comment of the one whose approval it tells', () => {
    const { to } = approvedBySam()
    const kim = { by: KIM, at: later(30).getTime(), input: anInputId(9), comment: 'me too' }
    const entry = { ...about, kind: 'approved', by: KIM, rule: 'policy', needed: 1, given: 2 } as const
    const said = words(line({ ...to, approvals: [...to.approvals, kim] }, chained(entry), twoPersons), 'line')
    expect(said).toBe(`Approved. By [${KIM}]: me too.`)
  })

  it.each(['denied', 'withdrawn'] as const)('names who ended it, and why, when %s', (kind) => {
    const by = { by: BOB, input: anInputId(3) }
    const request = { ...ended, ...by, state: kind, comment: 'not today' }
    const said = words(line(request, chained({ ...about, ...by, kind }), twoPersons), 'line')
    expect(said).toContain(`By [${BOB}]: not today. The bot changed nothing.`)
  })

  it('asks approvers and admins by name to answer, since a redrawn card tells nobody', () => {
    const entry = { ...about, kind: 'person_asked', fault: HUNG_UP } as const
    const by = { ...twoPersons, approvers: [SECURITY, ANN], admins: [BOB] }
    const view = line(request, chained(entry), by)
    expect(words(view, 'line')).toContain(`To be answered by one of [${SECURITY}], [${BOB}] (`)
    expect(inlines(view, 'line')).toContainEqual({ type: 'usergroup', usergroup_id: SECURITY })
  })

  it('mentions nobody but who acted in any other line', () => {
    const mentioned = entries
      .filter((entry) => !['person_asked', 'reminded'].includes(entry.kind) && !('void' in entry))
      .flatMap((entry) => inlines(line(request, chained(entry), twoPersons), 'line'))
      .flatMap((part) => (part.type === 'user' ? [part.user_id] : []))
    expect(new Set(mentioned)).toEqual(new Set([ANN, BOB, SAM]))
  })

  it('says who looked into AWS', () => {
    const bySam = { by: SAM, input: anInputId(4) }
    for (const entry of [
      { ...succeeded, ...bySam, how: 'settled' as const },
      { ...about, ...bySam, kind: 'failed' as const, fault: HUNG_UP },
    ])
      expect(words(line(request, chained(entry), twoPersons), 'line')).toContain(
        `This is what [${SAM}] saw in AWS.`,
      )
  })

  it('says of whoever looked into AWS from the command line that they did it there', () => {
    const entry = { ...succeeded, by: OsUser.parse('os:kim'), how: 'settled' as const }
    expect(words(line(request, chained(entry), twoPersons), 'line')).toContain(
      'This is what os:kim at the command line saw in AWS.',
    )
  })

  it('says of a key that was as asked already how it is, and not that it was changed', () => {
    const entry = { ...succeeded, how: 'already_so' as const }
    const said = words(line(request, chained(entry), twoPersons), 'line')
    expect(said).toMatch(/as asked already.*no call was needed\. Automatic rotation is on/)
    expect(said).not.toContain('and is now')
  })

  it('says of an expired request whether anybody had decided', () => {
    const said = (request: Request) =>
      words(line(request, chained({ ...about, kind: 'expired' }), twoPersons), 'line')
    const expired = { ...ended, state: 'expired' } as const
    expect(said(expired)).toContain('Nobody decided in time')
    const { approvals } = approvedBySam().to
    expect(said({ ...expired, approvals })).toContain('The call could not be made in time')
    expect(said({ ...expired, rule: { name: 'policy', approvals: 0 } })).toContain('The call could not')
  })

  it('leads from a replaced request to the new one', () => {
    const entry = {
      ...about,
      kind: 'superseded',
      changes: [{ field: 'state', before: 'Enabled', after: 'Disabled' }],
      successor: aRequestId(2),
    } as const
    const view = line(request, chained(entry), twoPersons)
    expect(words(view, 'line')).toContain(aRequestId(2))
    expect(values(view, 'line')).toEqual(['Enabled', 'Disabled'])
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

  it.each<[RequestEntry, string | null]>([
    [succeeded, 'Nothing rotates now'],
    [{ ...about, kind: 'failed', fault: HUNG_UP }, 'Ask again'],
    [{ ...about, kind: 'expired' }, 'Ask again'],
    [{ ...about, kind: 'superseded', changes: [], successor: aRequestId(2) }, 'You need not ask again'],
    [{ ...about, kind: 'denied', by: SAM, input: anInputId(3) }, null],
  ])('says what now: %#', (entry, now) => {
    const said = words(directMessage(request, chained(entry), null), 'outcome')
    if (now === null) expect(said).not.toContain('Ask again')
    else expect(said).toContain(now)
  })

  it('promises no rotation when it was switched off', () => {
    const off = a('unconfirmed', { operation: 'disable-auto-rotation' })
    expect(words(directMessage(off, chained(succeeded), null), 'outcome')).not.toContain('rotates')
  })
})

describe('outcome', () => {
  it('is one line: the request, what came of it, the key, who asked, and the way to the card', () => {
    const view = outcome(request, chained(succeeded), { permalink: PERMALINK, here: true })
    const said = words(view, 'outcome')
    expect(said).not.toContain('\n')
    expect(said).toMatch(/^R-\w{8}, done: Switch on automatic rotation for alias\/payments, asked here by/)
    expect(said).toContain(`[${ANN}]`)
    expect(links(view, 'outcome')).toEqual([PERMALINK])
  })

  it('says that it was asked here only where it was', () => {
    const said = (here: boolean) =>
      words(outcome(request, chained(succeeded), { permalink: null, here }), 'outcome')
    expect(said(true)).toContain(`, asked here by [${ANN}]`)
    expect(said(false)).toContain(`, asked by [${ANN}]`)
  })

  it('leads nowhere when there is no card', () => {
    const view = outcome(request, chained(succeeded), { permalink: null, here: true })
    expect(links(view, 'outcome')).toEqual([])
  })
})

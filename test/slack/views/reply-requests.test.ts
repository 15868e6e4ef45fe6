import { describe, expect, it } from 'vitest'
import { blocksAsText } from '../../../simulators/slack/blocks-as-text.ts'
import type { Refusal } from '../../../src/core/refusal.ts'
import type { Reply, WhichRequests } from '../../../src/core/reply.ts'
import type { Request } from '../../../src/core/request.ts'
import { reply } from '../../../src/slack/views/reply.ts'
import {
  ANN,
  AUDIT,
  a,
  aKey,
  anInputId,
  approvedBySam,
  aRequestId,
  KIM,
  later,
  ON,
  SAM,
  waiting,
} from '../../builders.ts'
import { block, buttons, ids, values, words } from './read-blocks.ts'
import { approvedOnce, waitingForTwo } from './under-rules.ts'

const draw = (data: Reply) => reply(data, '/kms-prod')
const { state: _, ...asked } = waiting()
const ended = { ...asked, endedAt: later(60).getTime() }
const denied: Request = { ...ended, state: 'denied', by: SAM, input: anInputId(3), comment: 'not today' }
const WITHDRAW = `/kms-prod withdraw ${waiting().id}`

describe('the answer to somebody who asked', () => {
  it('says of a request that waits that nothing is changed before an approval, and until when', () => {
    const said = words(draw({ kind: 'asked', request: waiting() }), 'asked')
    expect(said).toContain('Waiting for a decision.')
    expect(said).toContain('Nothing is changed before an approver approves')
    expect(said).toContain(`expires [${later(8 * 3_600).toISOString()}]`)
    expect(said).not.toContain('under way')
  })

  it('says how many must approve, and what was asked for', () => {
    const request = waitingForTwo({ periodDays: 180 })
    const said = words(draw({ kind: 'asked', request }), 'asked')
    expect(said).toContain('you asked to switch on automatic rotation, every 180 days, for alias/payments.')
    expect(said).toContain('Nothing is changed before 2 approvers approve.')
  })

  it('shows how to withdraw it, as long as it can be', () => {
    const offered = (request: Request) => values(draw({ kind: 'asked', request }), 'asked')
    expect(offered(waiting())).toContain(WITHDRAW)
    for (const request of [a('approved'), a('calling'), denied])
      expect(offered(request)).not.toContain(WITHDRAW)
  })

  it('promises the outcome until it has come', () => {
    const said = (request: Request) => words(draw({ kind: 'asked', request }), 'asked')
    expect(said(a('calling'))).toContain('direct message')
    expect(said(denied)).not.toContain('direct message')
    expect(said(denied)).toMatch(/Denied \[2026-03-02T09:01:00.000Z\]\. By/)
  })
})

describe('the answer to somebody who decided', () => {
  const { to: approved } = approvedBySam()

  it.each<[Reply, string, string]>([
    [{ kind: 'decided', verdict: 'approve', request: approved }, 'decided', 'You approved it.'],
    [{ kind: 'decided', verdict: 'deny', request: denied }, 'decided', 'You denied it.'],
    [{ kind: 'withdrawn', request: denied }, 'withdrawn', 'You withdrew it.'],
    [{ kind: 'settled', request: a('failed') }, 'settled', 'You settled it.'],
    [{ kind: 'closed', request: denied }, 'closed', 'This can no longer be approved.'],
  ])('says what they did, to which request, and where its card is: %#', (data, id, did) => {
    const view = draw(data)
    expect(ids(view)).toEqual([id])
    expect(words(view, id)).toMatch(new RegExp(`^${did}`))
    expect(words(view, id)).toContain(waiting().id)
    expect(words(view, id)).toContain(`card in [${AUDIT}]`)
    expect(view.text).toContain(did)
  })

  it('says how far their approval brought it, where others are missing', () => {
    const view = draw({ kind: 'decided', verdict: 'approve', request: approvedOnce() })
    const said = words(view, 'decided')
    expect(said).toMatch(/^You approved it: 1 of 2\.\n/)
    expect(said).toContain(`1 of 2 approved: [${SAM}]. Nothing is changed before one more approver approves.`)
    expect(said).not.toContain('Approved by')
    expect(view.text).toContain('You approved it: 1 of 2.\nR-11111111: ')
  })

  it('counts on where the rule asks for more than when it was asked', () => {
    const rule = { name: 'policy', approvals: 1 }
    const said = words(
      draw({ kind: 'decided', verdict: 'approve', request: { ...approvedOnce(), rule } }),
      'decided',
    )
    expect(said).toContain('You approved it: 1 of 2.')
  })

  it('leads from a replaced request to the one that can be decided', () => {
    const changes = [{ field: 'state', before: 'Enabled', after: 'Disabled' }]
    const request: Request = { ...ended, state: 'superseded', changes, successor: aRequestId(2) }
    const said = words(draw({ kind: 'closed', request }), 'closed')
    expect(said).toContain(`${aRequestId(2)} asks for it as it is now`)
    expect(said).toContain('What changed: state from Enabled to Disabled.')
  })
})

describe('a refusal about a request', () => {
  const said = (refusal: Refusal, request: Request) =>
    words(draw({ kind: 'refused', refusal, request }), `refused:${refusal}`)

  it('tells who comes too late who approved, and when', () => {
    const approvals = approvedBySam().to.approvals
    const done: Request = { ...a('succeeded'), approvals }
    expect(said('already_decided', done)).toContain(`Approved by [${SAM}] [${later(20).toISOString()}].`)
    expect(said('already_decided', done)).toContain(`Done [${later(62).toISOString()}].`)
  })

  it('tells who comes too late who denied, why, and when', () => {
    expect(said('already_decided', denied)).toContain(
      `Denied [${later(60).toISOString()}]. By [${SAM}]: not today.`,
    )
  })

  it('tells who comes too late of everybody who approved', () => {
    const [first] = approvedOnce().approvals
    const approvals = first ? [first, { ...first, by: KIM }] : []
    const at = `[${later(20).toISOString()}]`
    expect(said('already_decided', { ...a('succeeded'), approvals })).toContain(
      `Approved by [${SAM}] ${at}, [${KIM}] ${at}.`,
    )
  })

  it('shows a requester how to withdraw what they may not decide, and only while it waits', () => {
    expect(said('own_request', waiting())).toContain(WITHDRAW)
    expect(said('own_request', a('unconfirmed'))).not.toContain('withdraw')
    expect(said('own_request', denied)).not.toContain('withdraw')
  })

  it('shows nobody else how to', () => {
    expect(said('not_approver', waiting())).not.toContain('/kms-prod withdraw')
  })
})

describe('the list of requests', () => {
  const tables = (which: WhichRequests, requests: readonly Request[], more: string | null = null) =>
    draw({ kind: 'requests', which, requests, more })
  /** As it is told to a Slack that takes no table. */
  const list: typeof tables = (...what) => {
    const view = tables(...what)
    return { ...view, blocks: view.simpler ?? view.blocks }
  }

  it('is a table, with the same about each', () => {
    const ended = a('succeeded')
    const view = tables('all', [approvedOnce(), ended])
    const names = (id: string) => ({ [ANN]: 'ann' })[id]
    const rows = blocksAsText([block(view, 'requests')], names).split('\n')
    expect(rows.slice(0, 2)).toEqual([
      'All requests, newest first',
      'Request | Key | What is asked | State | Asked by | Asked | Expires',
    ])
    const about = rows.slice(2).map((row) => row.split(' | '))
    expect(about.map((cells) => cells.toSpliced(5, 1).toSpliced(5, 1))).toEqual([
      [
        ...[approvedOnce().id, 'alias/payments', 'Switch on automatic rotation'],
        ...['Waiting for a decision, 1 of 2', '@ann'],
      ],
      [ended.id, 'alias/payments', 'Switch on automatic rotation', 'Done', '@ann'],
    ])
    expect(about.map((cells) => cells[6] === '–')).toEqual([false, true])
    expect(words(view, 'requests:all')).toBe(`All requests, newest first. Cards in [${AUDIT}].`)
  })

  it('has a line for each: its id, key, state, requester, and until when it waits', () => {
    const other = { ...waiting({ key: aKey({ aliases: ['alias/other'] }) }), id: aRequestId(2) }
    const [title, ...rows] = words(list('open', [waiting(), other]), 'requests:open').split('\n')
    expect(title).toBe('Open requests')
    expect(rows).toHaveLength(2)
    expect(rows[0]).toContain(
      `• ${waiting().id} alias/payments: Switch on automatic rotation. Waiting for a decision.`,
    )
    expect(rows[0]).toContain(`Asked by [${ANN}]`)
    expect(rows[0]).toContain(`expires [${later(8 * 3_600).toISOString()}]`)
    expect(rows[1]).toContain('alias/other')
  })

  it('tells what is asked for, and how far it is where it takes more than one approval', () => {
    const off = waiting({ operation: 'disable-auto-rotation', key: aKey({ rotation: ON }) })
    const all = [waitingForTwo(), approvedOnce(), off, { ...a('approved'), rule: approvedOnce().rule }]
    const rows = words(list('all', all), 'requests:all').split('\n').slice(1)
    expect(rows.map((row) => row.replace(/^.*payments: | Asked by.*$/g, ''))).toEqual([
      'Switch on automatic rotation. Waiting for a decision, 0 of 2.',
      'Switch on automatic rotation. Waiting for a decision, 1 of 2.',
      'Switch off automatic rotation. Waiting for a decision.',
      'Switch on automatic rotation. No approval needed.',
    ])
  })

  it('has a button to older ones where there are some, and says so where there are none', () => {
    const more = `requests all before ${denied.id}`
    for (const draw of [tables, list]) {
      expect(buttons(draw('all', [denied], more))).toMatchObject([{ action: 'more', value: more }])
      expect(buttons(draw('all', [denied]))).toEqual([])
    }
    expect(words(list('waiting', []), 'requests:waiting')).toContain('No request waits for you.')
    expect(values(list('waiting', []), 'requests:waiting')).toEqual(['/kms-prod requests'])
    expect(values(list('mine', []), 'requests:mine')).toEqual(['/kms-prod rotate <key>'])
  })

  it.each<[WhichRequests, readonly string[]]>([
    ['open', ['/kms-prod requests waiting']],
    ['waiting', ['/kms-prod approve <request>', '/kms-prod deny <request>']],
    ['all', ['/kms-prod requests waiting']],
    ['mine', ['/kms-prod withdraw <request>']],
  ])('shows what can be typed about those that wait: %s', (which, typed) => {
    const another = waiting({ id: aRequestId(2) })
    expect(values(list(which, [denied, waiting(), another]), 'hint')).toEqual(typed)
    const lines = typed.map((line) => line.replace('<request>', waiting().id))
    expect(values(list(which, [denied, waiting()]), 'hint')).toEqual(lines)
    expect(ids(list(which, [denied]))).not.toContain('hint')
  })
})

import { describe, expect, it } from 'vitest'
import { approveByPolicy, ask } from '../../src/core/asking.ts'
import { claim } from '../../src/core/calling.ts'
import { cancel, expire, supersede } from '../../src/core/closing.ts'
import { decide } from '../../src/core/deciding.ts'
import { ChannelId, type PersonId } from '../../src/core/ids.ts'
import type { Rule } from '../../src/core/rules.ts'
import type { Transition } from '../../src/core/transition.ts'
import { StoreConflict } from '../../src/ports.ts'
import {
  ANN,
  AUDIT,
  a,
  anActor,
  anAsking,
  anInputId,
  approver,
  aRequestId,
  as,
  BOB,
  KIM,
  later,
  NO_APPROVAL,
  ONE_APPROVAL,
  pathTo,
  ruled,
  SAM,
  T0,
  waiting,
} from '../builders.ts'
import { openMemory } from '../memory-store.ts'

const PAYMENTS = ChannelId.parse('C0PAYMENTS')
const ONCALL_CHANNEL = anAsking().askedIn
const TWO_APPROVALS: Rule = { ...ONE_APPROVAL, approvals: 2 }

/** A first approval of two. */
function approvedBy(person: PersonId, n: number): Transition {
  const actor = anActor(person, { approvers: person }, { rule: TWO_APPROVALS })
  const request = waiting({ rule: TWO_APPROVALS })
  return ruled(decide(request, { verdict: 'approve', input: anInputId(n) }, actor, later(60)))
}

const second = { id: aRequestId(2), inputId: anInputId(2), requester: BOB }

describe('commit', () => {
  it.each(Object.keys(pathTo) as (keyof typeof pathTo)[])(
    'stores a request that is %s as it is',
    async (state) => {
      const { store, walk } = openMemory()
      const request = await walk(pathTo[state]())
      expect(await store.requests.request(request.id)).toEqual(request)
    },
  )

  it('lets one of two transitions from the same version win', async () => {
    const { store, walk } = openMemory()
    await walk(pathTo.approved())
    const outcomes = await Promise.allSettled([
      store.ledger.commit(claim(a('approved'), 'bot-1', later(1))),
      store.ledger.commit(claim(a('approved'), 'bot-2', later(1))),
    ])
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
    expect(await store.requests.request(aRequestId(1))).toMatchObject({ claimedBy: 'bot-1', version: 3 })
  })

  it('writes nothing of a transition that comes too late', async () => {
    const { store, walk, kinds, rows, written } = openMemory()
    await walk([...pathTo.approved(), cancel(a('approved'), 'not_allowed', later(1))])
    const late = store.ledger.commit(expire(a('approved'), later(2)))
    await expect(late).rejects.toThrow(StoreConflict)
    expect(await kinds()).toEqual(['asked', 'approved', 'cancelled'])
    expect(written).toHaveLength(3)
    expect(await rows('SELECT DISTINCT seq FROM messages ORDER BY seq')).toEqual([{ seq: 1 }, { seq: 3 }])
    expect(await store.requests.request(aRequestId(1))).toMatchObject({ state: 'cancelled' })
  })

  it('writes nothing at all where the second of two transitions comes too late', async () => {
    const { store, walk, kinds } = openMemory()
    await walk(pathTo.executing())
    const other = ask(anAsking({ ...second, key: { ...anAsking().key, arn: 'arn:other' } }), later(1))
    await expect(store.ledger.commit(other, expire(a('approved'), later(1)))).rejects.toThrow(StoreConflict)
    expect(await store.requests.request(second.id)).toBeNull()
    expect(await kinds()).toEqual(['asked', 'approved', 'claimed'])
  })

  it('refuses a transition of a request that is not there', async () => {
    const { store } = openMemory()
    await expect(store.ledger.commit(approveByPolicy(a('requested'), T0))).rejects.toThrow(StoreConflict)
  })

  it.each(['requested', 'approved', 'executing', 'calling', 'unconfirmed'] as const)(
    'lets nobody else ask for the key of a request that is %s',
    async (state) => {
      const { store, walk, kinds } = openMemory()
      const before = await walk(pathTo[state]())
      const entries = await kinds()
      await expect(store.ledger.commit(ask(anAsking(second), later(70)))).rejects.toThrow(StoreConflict)
      expect(await store.requests.openRequestOn(before.key.arn)).toEqual(before)
      expect(await kinds()).toEqual(entries)
    },
  )

  it.each(['succeeded', 'failed'] as const)('frees the key of a request that has %s', async (state) => {
    const { store, walk } = openMemory()
    await walk(pathTo[state]())
    await store.ledger.commit(ask(anAsking(second), later(70)))
    expect(await store.requests.openRequestOn(anAsking().key.arn)).toMatchObject({ id: second.id })
  })

  it('writes two transitions of one commit as two entries', async () => {
    const { store, kinds, written } = openMemory()
    await store.ledger.commit(...pathTo.approved())
    expect(await kinds()).toEqual(['asked', 'approved'])
    expect(written.map(({ seq }) => seq)).toEqual([1, 2])
    expect(as(a('approved'), 'approved')).toEqual(await store.requests.request(aRequestId(1)))
  })

  it('owes a line and a message for what their kinds call for', async () => {
    const { walk, rows } = openMemory()
    await walk(pathTo.succeeded())
    expect(await rows('SELECT card_id, seq, telling FROM messages ORDER BY id')).toEqual([
      { card_id: 'R-11111111', seq: 1, telling: 'line' },
      { card_id: 'R-11111111', seq: 5, telling: 'line' },
      { card_id: 'R-11111111', seq: 5, telling: 'dm' },
      { card_id: 'R-11111111', seq: 5, telling: 'outcome' },
    ])
  })

  it('owes the outcome once to each channel that is to hear of it', async () => {
    const { walk, rows } = openMemory()
    const notify = [PAYMENTS, ONCALL_CHANNEL, AUDIT]
    await walk(pathTo.succeeded({ rule: { ...NO_APPROVAL, notify } }))
    expect(await rows('SELECT telling, channel FROM messages WHERE seq = 5 ORDER BY id')).toEqual([
      { telling: 'line', channel: null },
      { telling: 'dm', channel: null },
      { telling: 'outcome', channel: ONCALL_CHANNEL },
      { telling: 'outcome', channel: PAYMENTS },
    ])
  })

  it('owes a line and no outcome for an approval that is not enough', async () => {
    const { walk, rows } = openMemory()
    await walk([ask(anAsking({ rule: { ...TWO_APPROVALS, notify: [PAYMENTS] } }), T0), approvedBy(SAM, 2)])
    expect(await rows('SELECT seq, telling FROM messages ORDER BY id')).toEqual([
      { seq: 1, telling: 'line' },
      { seq: 2, telling: 'line' },
    ])
  })

  it('stores a request with one approval of two as it is, and wakes its card', async () => {
    const { store, walk, rows, subjects } = openMemory()
    await walk([ask(anAsking({ rule: TWO_APPROVALS }), T0)])
    await rows('DELETE FROM jobs')
    const { to, ...first } = approvedBy(SAM, 2)
    await store.ledger.commit({ to, ...first })
    expect(await store.requests.request(aRequestId(1))).toEqual(to)
    expect(to).toMatchObject({ state: 'requested', version: 2, approvals: [{ by: SAM }] })
    expect(await subjects()).toEqual(['card:R-11111111', 'request:R-11111111'])
  })

  it('counts one of two approvals that were given at the same moment; the other is to be judged again', async () => {
    const { store, walk, kinds } = openMemory()
    await walk([ask(anAsking({ rule: TWO_APPROVALS }), T0)])
    const outcomes = await Promise.allSettled(
      [approvedBy(SAM, 2), approvedBy(KIM, 3)].map((approval) => store.ledger.commit(approval)),
    )
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
    expect(await kinds()).toEqual(['asked', 'approved'])
    expect(await store.requests.request(aRequestId(1))).toMatchObject({ approvals: [{ by: SAM }] })
  })

  it('owes no outcome elsewhere where it was typed in the channel of the cards', async () => {
    const { walk, rows } = openMemory()
    await walk(pathTo.succeeded({ askedIn: AUDIT }))
    expect(await rows(`SELECT telling FROM messages WHERE seq = 5 ORDER BY id`)).toEqual([
      { telling: 'line' },
      { telling: 'dm' },
    ])
  })

  it('puts one request into the place of another, in one commit', async () => {
    const { store, walk, kinds, rows } = openMemory()
    await walk([ask(anAsking({ rule: ONE_APPROVAL }), T0)])
    const fresh = ask(anAsking({ ...second, requester: ANN, follows: aRequestId(1) }), later(60))
    await store.ledger.commit(supersede(waiting(), [], second.id, later(60)), fresh)
    expect(await store.requests.openRequestOn(anAsking().key.arn)).toEqual(fresh.to)
    expect(await kinds()).toEqual(['asked', 'superseded', 'asked'])
    expect(await rows('SELECT card_id, seq, telling FROM messages WHERE seq > 1 ORDER BY id')).toEqual([
      { card_id: 'R-11111111', seq: 2, telling: 'line' },
      { card_id: 'R-11111111', seq: 2, telling: 'dm' },
      { card_id: 'R-11111111', seq: 2, telling: 'outcome' },
      { card_id: second.id, seq: 3, telling: 'line' },
    ])
  })

  it('keeps the old one where the one in its place cannot be', async () => {
    const { store, walk, kinds } = openMemory()
    await walk([ask(anAsking({ rule: ONE_APPROVAL }), T0)])
    const itself = ask(anAsking({ ...second, id: aRequestId(1) }), later(60))
    const replacing = store.ledger.commit(supersede(waiting(), [], aRequestId(1), later(60)), itself)
    await expect(replacing).rejects.toThrow(StoreConflict)
    expect(await store.requests.request(aRequestId(1))).toEqual(waiting())
    expect(await kinds()).toEqual(['asked'])
  })

  it.each([
    ['approve', 'deny'],
    ['deny', 'approve'],
    ['approve', 'approve'],
  ] as const)('lets the first of two decisions win: %s, then %s', async (first, second) => {
    const { store, walk, kinds } = openMemory()
    await walk([ask(anAsking({ rule: ONE_APPROVAL }), T0)])
    const say = (verdict: 'approve' | 'deny', n: number) =>
      store.ledger.commit(ruled(decide(waiting(), { verdict, input: anInputId(n) }, approver, later(60))))
    const outcomes = await Promise.allSettled([say(first, 2), say(second, 3)])
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
    expect(await kinds()).toEqual(['asked', first === 'approve' ? 'approved' : 'denied'])
  })

  it.each(pathTo.unconfirmed().map((step, index) => ({ step, index })))(
    'wakes card and request after $step.entry.kind',
    async ({ index }) => {
      const { store, rows, subjects } = openMemory()
      await store.ledger.commit(...pathTo.unconfirmed().slice(0, index))
      await rows('DELETE FROM jobs')
      await store.ledger.commit(...pathTo.unconfirmed().slice(index, index + 1))
      expect(await subjects()).toEqual(['card:R-11111111', 'request:R-11111111'])
    },
  )
})

import { describe, expect, it } from 'vitest'
import { approveByPolicy, ask, cancel, claim, expire } from '../../src/core/transitions.ts'
import { StoreConflict } from '../../src/ports.ts'
import { a, anAsking, anInputId, aRequestId, as, BOB, later, pathTo, T0 } from '../builders.ts'
import { openMemory } from '../memory-store.ts'

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
    ])
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

describe('request reads', () => {
  it('find the newest request on a key, open or not', async () => {
    const { store, walk } = openMemory()
    await walk(pathTo.failed())
    await store.ledger.commit(ask(anAsking(second), later(70)))
    expect(await store.requests.lastRequestOn(anAsking().key.arn)).toMatchObject({ id: second.id })
  })

  it('find the request that an input became', async () => {
    const { store, walk } = openMemory()
    const request = await walk(pathTo.approved())
    expect(await store.requests.requestOfInput(anInputId(1))).toEqual(request)
    expect(await store.requests.requestOfInput(anInputId(2))).toBeNull()
  })

  it('find nothing on a key that nobody asked for', async () => {
    const { store } = openMemory()
    const { openRequestOn, lastRequestOn, cardTs } = store.requests
    expect(await Promise.all([openRequestOn('arn'), lastRequestOn('arn'), cardTs(aRequestId(1))])).toEqual([
      null,
      null,
      null,
    ])
  })
})

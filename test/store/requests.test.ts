import { describe, expect, it } from 'vitest'
import { ask } from '../../src/core/asking.ts'
import { expire } from '../../src/core/closing.ts'
import { ChannelId, type PersonId, type RequestId } from '../../src/core/ids.ts'
import type { WhichRequests } from '../../src/core/reply.ts'
import { OPEN_STATES } from '../../src/core/request.ts'
import { OPEN } from '../../src/store/open-states.ts'
import { pageOf } from '../../src/store/requests.ts'
import {
  ANN,
  AUDIT,
  aKey,
  anAsking,
  anInputId,
  approvedBySam,
  aRequestId,
  BOB,
  CARD_TS,
  later,
  NO_APPROVAL,
  ONE_APPROVAL,
  pathTo,
  SAM,
  T0,
  waiting,
} from '../builders.ts'
import { openMemory } from '../memory-store.ts'

const ID = aRequestId(1)
const second = { id: aRequestId(2), inputId: anInputId(2), requester: BOB }

/** Five requests, each a minute after the one before: 1 and 4 wait, 2 is approved, 3 and 5 are over. */
async function five() {
  const memory = openMemory()
  const asking = (n: number, requester: PersonId) => ({
    ...{ id: aRequestId(n), inputId: anInputId(n), requester },
    ...{ key: aKey({ arn: `arn:${n}` }), rule: ONE_APPROVAL },
  })
  for (const [index, person] of [ANN, BOB, ANN, BOB, ANN].entries())
    await memory.store.ledger.commit(ask(anAsking(asking(index + 1, person)), later(60 * index)))
  for (const n of [3, 5]) {
    const request = await memory.store.requests.request(aRequestId(n))
    if (request?.state === 'requested') await memory.store.ledger.commit(expire(request, later(600)))
  }
  await memory.store.ledger.commit(approvedBySam(asking(2, BOB)))
  return memory
}

describe('request reads', () => {
  it('find a request by its id', async () => {
    const { store, walk } = openMemory()
    const request = await walk(pathTo.approved())
    expect(await store.requests.request(ID)).toEqual(request)
    expect(await store.requests.request(aRequestId(2))).toBeNull()
  })

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
    const { openRequestOn, lastRequestOn, cardOf } = openMemory().store.requests
    const found = await Promise.all([openRequestOn('arn'), lastRequestOn('arn'), cardOf(ID)])
    expect(found).toEqual([null, null, null])
  })

  it('take the same states for open as core does, and as the index that keeps a key for one', async () => {
    const { rows } = openMemory()
    const states = (text: unknown) => String(text).match(/'[a-z]+'/g)
    const [index] = await rows(`SELECT sql FROM sqlite_master WHERE name = 'one_open_request_per_key'`)
    expect(states(OPEN)).toEqual(OPEN_STATES.map((state) => `'${state}'`))
    expect(states(index?.sql)).toEqual(states(OPEN))
  })
})

describe('requests', () => {
  it.each<[WhichRequests, PersonId, number[]]>([
    ['open', ANN, [4, 2, 1]],
    ['open', SAM, [4, 2, 1]],
    ['mine', ANN, [5, 3, 1]],
    ['mine', BOB, [4, 2]],
    ['mine', SAM, []],
    ['waiting', SAM, [4, 1]],
    ['waiting', ANN, [4]],
    ['waiting', BOB, [1]],
    ['all', SAM, [5, 4, 3, 2, 1]],
  ])('are, newest first, when %s is asked for by %s: %j', async (which, person, expected) => {
    const { store } = await five()
    const found = await store.requests.requests({ which, person, before: null, most: 10 })
    expect(found.map(({ id }) => id)).toEqual(expected.map(aRequestId))
  })

  it('that may wait are also those whose call is not confirmed, but those of the person', async () => {
    const { store, walk } = openMemory()
    const request = await walk(pathTo.unconfirmed())
    const of = (person: PersonId) =>
      store.requests.requests({ which: 'waiting', person, before: null, most: 9 })
    expect([await of(SAM), await of(ANN)]).toEqual([[request], []])
  })

  it.each<WhichRequests>(['open', 'mine', 'waiting', 'all'])(
    'are as many as asked for: %s',
    async (which) => {
      const { store } = await five()
      expect(await store.requests.requests({ which, person: ANN, before: null, most: 1 })).toHaveLength(1)
      expect(await store.requests.requests({ which, person: ANN, before: null, most: 0 })).toEqual([])
    },
  )

  it.each<WhichRequests>(['open', 'mine', 'waiting', 'all'])(
    'go on before one of them, and are told once each: %s',
    async (which) => {
      const { store } = await five()
      const query = { which, person: ANN, most: 10 }
      const all = await store.requests.requests({ ...query, before: null })
      const rest = await store.requests.requests({ ...query, before: all[0]?.id ?? null })
      expect(rest).toEqual(all.slice(1))
      expect(await store.requests.requests({ ...query, before: aRequestId(1) })).toEqual([])
      expect(await store.requests.requests({ ...query, before: aRequestId(31) })).toEqual(all)
    },
  )

  it('that were asked for in one instant go on in one order', async () => {
    const { store, walk } = openMemory()
    for (const n of [1, 2, 3])
      await walk(
        pathTo.requested({ id: aRequestId(n), inputId: anInputId(n), key: aKey({ arn: `arn:${n}` }) }),
      )
    const page = (before: RequestId | null) =>
      store.requests.requests({ which: 'all', person: ANN, before, most: 2 })
    const seen = [...(await page(null)), ...(await page(aRequestId(2)))].map(({ id }) => id)
    expect(seen).toEqual([3, 2, 1].map(aRequestId))
  })

  it.each<[WhichRequests, string]>([
    ['open', 'open_requests'],
    ['waiting', 'open_requests'],
    ['mine', 'requests_of_requester'],
    ['all', 'requests_in_time'],
  ])('are found by an index, and not sorted: %s by %s', async (which, index) => {
    const { rows } = openMemory()
    const { text, params } = pageOf({ which, person: ANN, most: 10 }, { at: 9, id: aRequestId(1) })
    const plan = (await rows(`EXPLAIN QUERY PLAN ${text}`, ...params)).map(({ detail }) => String(detail))
    expect(plan).toEqual([expect.stringMatching(new RegExp(`^SEARCH requests USING INDEX ${index} `))])
  })

  it('are whole', async () => {
    const { store, walk } = openMemory()
    const request = await walk([ask(anAsking({ rule: ONE_APPROVAL }), T0)])
    expect(await store.requests.requests({ which: 'all', person: ANN, before: null, most: 10 })).toEqual([
      request,
    ])
    expect(request).toEqual(waiting())
  })

  it('keep who asked, from one state to the next, in a column of its own', async () => {
    const { rows } = await five()
    expect(await rows('SELECT requester FROM requests ORDER BY created_at')).toEqual(
      [ANN, BOB, ANN, BOB, ANN].map((requester) => ({ requester })),
    )
  })
})

describe('cardOf', () => {
  it.each([AUDIT, ChannelId.parse('C0OTHER')])('is where the card was posted: %s', async (channel) => {
    const { store, walk } = openMemory()
    await walk(pathTo.requested({ rule: { ...NO_APPROVAL, channel } }))
    expect(await store.requests.cardOf(ID)).toBeNull()
    await store.deliveries.cardPosted(ID, CARD_TS, 1)
    expect(await store.requests.cardOf(ID)).toEqual({ channel, ts: CARD_TS })
  })

  it('is nowhere once it is lost, or its channel was given up', async () => {
    const { store, walk } = openMemory()
    await walk(pathTo.requested())
    await store.deliveries.cardPosted(ID, CARD_TS, 1)
    await store.deliveries.cardLost(ID)
    expect(await store.requests.cardOf(ID)).toBeNull()
    await store.deliveries.cardPosted(ID, CARD_TS, 1)
    await store.deliveries.cardGivenUp(ID)
    expect(await store.requests.cardOf(ID)).toBeNull()
  })
})

import { describe, expect, it } from 'vitest'
import { ChannelId } from '../../src/core/ids.ts'
import { AUDIT, aRequestId, CARD_TS, NO_APPROVAL, pathTo, T0 } from '../builders.ts'
import { openMemory } from '../memory-store.ts'

const PAYMENTS = ChannelId.parse('C0PAYMENTS')
const ID = aRequestId(1)

async function succeeded() {
  const memory = openMemory()
  const request = await memory.walk(pathTo.succeeded())
  return { ...memory, deliveries: memory.store.deliveries, request }
}

describe('delivery', () => {
  it('is the request, its card, and what is owed in order', async () => {
    const { deliveries, request } = await succeeded()
    const delivery = await deliveries.delivery(ID)
    expect(delivery).toMatchObject({ request, card: { ts: null, drawn: 0, givenUp: false, lost: 0 } })
    expect(delivery?.owed.map(({ telling, entry }) => [telling, entry.entry.kind, entry.seq])).toEqual([
      ['line', 'asked', 1],
      ['line', 'succeeded', 5],
      ['dm', 'succeeded', 5],
      ['outcome', 'succeeded', 5],
    ])
  })

  it('says of every outcome which channel it goes to, and of nothing else', async () => {
    const { store, walk } = openMemory()
    const notify = [PAYMENTS]
    await walk(pathTo.succeeded({ rule: { ...NO_APPROVAL, notify } }))
    const owed = (await store.deliveries.delivery(ID))?.owed ?? []
    expect(owed.map((one) => [one.telling, one.telling === 'outcome' ? one.channel : null])).toEqual([
      ['line', null],
      ['line', null],
      ['dm', null],
      ['outcome', 'C0ONCALL'],
      ['outcome', PAYMENTS],
    ])
  })

  it('owes one channel its outcome when another has got it', async () => {
    const { store, walk } = openMemory()
    await walk(pathTo.succeeded({ rule: { ...NO_APPROVAL, notify: [PAYMENTS] } }))
    for (const message of [1, 2, 3, 4]) await store.deliveries.messagePosted(message, CARD_TS)
    expect((await store.deliveries.delivery(ID))?.owed).toMatchObject([{ id: 5, channel: PAYMENTS }])
    expect([await store.deliveries.tryingMessage(5), await store.deliveries.tryingMessage(5)]).toEqual([0, 1])
  })

  it('names the newest entry that has a line, posted or not', async () => {
    const { deliveries, written } = await succeeded()
    expect((await deliveries.delivery(ID))?.newest).toEqual(written[4])
    await deliveries.messagePosted(2, CARD_TS)
    expect((await deliveries.delivery(ID))?.newest).toEqual(written[4])
  })

  it('has no line for an entry that is not told', async () => {
    const { store, walk, written } = openMemory()
    await walk(pathTo.calling())
    expect((await store.deliveries.delivery(ID))?.newest).toEqual(written[0])
  })

  it('no longer owes what was posted', async () => {
    const { deliveries } = await succeeded()
    await deliveries.messagePosted(1, CARD_TS)
    await deliveries.messagePosted(3, null)
    expect((await deliveries.delivery(ID))?.owed.map(({ id }) => id)).toEqual([2, 4])
  })

  it('is nothing for a request that is not there', async () => {
    expect(await openMemory().store.deliveries.delivery(ID)).toBeNull()
  })
})

describe('a try', () => {
  it('is counted before it is made', async () => {
    const { deliveries } = await succeeded()
    expect([await deliveries.tryingCard(ID), await deliveries.tryingCard(ID)]).toEqual([0, 1])
    expect([await deliveries.tryingMessage(1), await deliveries.tryingMessage(1)]).toEqual([0, 1])
    expect(await deliveries.tryingMessage(2)).toBe(0)
  })
})

describe('a card', () => {
  it('stands where it was posted, and wakes its request', async () => {
    const { deliveries, store, rows, subjects } = await succeeded()
    await rows('DELETE FROM jobs')
    await deliveries.cardPosted(ID, CARD_TS, 5)
    expect((await deliveries.delivery(ID))?.card).toEqual({
      ...{ ts: CARD_TS, drawn: 5, givenUp: false, lost: 0 },
    })
    expect(await store.requests.cardOf(ID)).toEqual({ channel: AUDIT, ts: CARD_TS })
    expect(await subjects()).toContain('request:R-11111111')
  })

  it('is posted as if for the first time after it was lost', async () => {
    const { deliveries, store } = await succeeded()
    await deliveries.tryingCard(ID)
    await deliveries.cardPosted(ID, CARD_TS, 5)
    await deliveries.cardLost(ID)
    expect(await store.requests.cardOf(ID)).toBeNull()
    expect(await deliveries.tryingCard(ID)).toBe(0)
  })

  it('knows how often it was lost', async () => {
    const { deliveries } = await succeeded()
    const lost: unknown[] = []
    for (const _ of [1, 2]) {
      await deliveries.cardPosted(ID, CARD_TS, 5)
      await deliveries.cardLost(ID)
      lost.push((await deliveries.delivery(ID))?.card.lost)
    }
    await deliveries.cardPosted(ID, CARD_TS, 5)
    expect([...lost, (await deliveries.delivery(ID))?.card.lost]).toEqual([1, 2, 2])
  })

  it('shows the version it was drawn with', async () => {
    const { deliveries } = await succeeded()
    await deliveries.cardPosted(ID, CARD_TS, 2)
    await deliveries.cardDrawn(ID, 5)
    expect((await deliveries.delivery(ID))?.card.drawn).toBe(5)
  })

  it('is given up once in the log, with Slack’s word for why, in the channel it was meant for', async () => {
    const { deliveries, written } = await succeeded()
    for (const word of ['is_archived', 'channel_not_found']) await deliveries.cardGivenUp(ID, word)
    expect(written.slice(5).map(({ entry }) => entry)).toEqual([
      {
        ...{ v: 1, kind: 'post_given_up', at: T0.toISOString() },
        ...{ post: 'card', to: AUDIT, slack: 'is_archived', request: ID },
      },
    ])
  })

  it('does not stand any more once it is given up', async () => {
    const { deliveries, store } = await succeeded()
    await deliveries.cardPosted(ID, CARD_TS, 5)
    await deliveries.cardGivenUp(ID)
    expect((await deliveries.delivery(ID))?.card.givenUp).toBe(true)
    expect(await store.requests.cardOf(ID)).toBeNull()
  })
})

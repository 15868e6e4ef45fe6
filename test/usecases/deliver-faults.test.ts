import { describe, expect, it } from 'vitest'
import { release } from '../../src/core/calling.ts'
import { MessageTs } from '../../src/core/ids.ts'
import { askAPerson, readAgain } from '../../src/core/settling.ts'
import { MessengerFault } from '../../src/ports.ts'
import { deliver } from '../../src/usecases/deliver.ts'
import { AUDIT, a, aRequestId, CARD_TS, HUNG_UP, later, pathTo, T0 } from '../builders.ts'
import { createWorld } from './world.ts'

const ID = aRequestId(1)
const LINE_TS = MessageTs.parse('1772442001.000200')
const SECOND_CARD = MessageTs.parse('1772442900.000300')
const limited = new MessengerFault('rate_limited', { retryAfterMs: 30_000 })
const gone = new MessengerFault('gone')
const unusable = new MessengerFault('unusable_channel')

describe('deliver', () => {
  it.each([
    ['as long as Slack says', limited, later(30)],
    ['a second when Slack does not say', new MessengerFault('rate_limited'), later(1)],
  ])('waits %s when it posts too much', async (_, fault, again) => {
    const { deps, walk, count } = createWorld({ postCard: [fault] })
    await walk(pathTo.approved())
    expect(await deliver(deps, ID)).toBe(again.getTime())
    expect(count('postCard')).toBe(1)
  })

  it('waits as long as Slack says after the first post of a card too', async () => {
    const { deps, walk, store, rows } = createWorld({ postCard: [CARD_TS], postLine: [limited] })
    await walk(pathTo.approved())
    await rows(`DELETE FROM jobs WHERE subject NOT LIKE 'card:%'`)
    const job = await store.jobs.claim('bot-1', 180_000)
    if (!job) throw new Error('the card is not due')
    await store.jobs.finish(job, await deliver(deps, ID))
    expect(await rows(`SELECT due FROM jobs WHERE subject LIKE 'card:%'`)).toEqual([
      { due: later(30).getTime() },
    ])
  })

  it('leaves it to the job loop when Slack does not say why', async () => {
    const { deps, walk } = createWorld({ postCard: [new MessengerFault('unknown')] })
    await walk(pathTo.approved())
    await expect(deliver(deps, ID)).rejects.toThrow(MessengerFault)
  })
})

describe('deliver, when the card is gone,', () => {
  it.each(['redrawCard', 'postLine'] as const)(
    'posts a new one, which becomes the root: %s',
    async (call) => {
      const { deps, begin, store, calls } = createWorld({
        ...{
          redrawCard: [true],
          postLine: [LINE_TS, LINE_TS],
          tellRequester: [LINE_TS],
          postOutcome: [LINE_TS],
          postCard: [SECOND_CARD],
        },
        ...{ [call]: [gone, LINE_TS, LINE_TS] },
      })
      await begin(pathTo.approved())
      await deps.ledger.commit(...pathTo.succeeded().slice(2))
      expect(await deliver(deps, ID)).toBe(T0.getTime())
      expect(await store.requests.cardOf(ID)).toBeNull()
      expect(await deliver(deps, ID)).toBeNull()
      expect(await store.requests.cardOf(ID)).toEqual({ channel: AUDIT, ts: SECOND_CARD })
      expect(calls.find(({ call }) => call === 'postCard')?.with).toEqual([
        'succeeded v5, newest succeeded, in the place of a lost one',
        { look: false },
      ])
      expect(calls.filter(({ with: args }) => args.includes(SECOND_CARD)).length).toBe(
        call === 'postLine' ? 4 : 0,
      )
    },
  )
})

describe('deliver, after a card was lost,', () => {
  it('posts the next one later and later, where one after the other disappears', async () => {
    const { deps, begin, clock, count } = createWorld({
      postCard: Array(12).fill(SECOND_CARD),
      postLine: Array(13).fill(gone),
    })
    await begin(pathTo.requested())
    const pauses: number[] = []
    while (pauses.length < 13) {
      const again = (await deliver(deps, ID)) ?? 0
      pauses.push((again - clock.at.getTime()) / 1_000)
      clock.at = new Date(again)
    }
    expect(pauses).toEqual([0, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900])
    expect(count('postCard')).toBe(12)
  })

  it('says on every later card that it takes the place of another', async () => {
    const { deps, begin, calls } = createWorld({
      ...{ redrawCard: [gone, true], postCard: [SECOND_CARD] },
      ...{ postLine: [LINE_TS, LINE_TS] },
    })
    await begin(pathTo.requested())
    await deps.ledger.commit(...pathTo.unconfirmed().slice(1))
    for (const _ of [1, 2]) await deliver(deps, ID)
    await deps.ledger.commit(readAgain(a('unconfirmed'), { fault: HUNG_UP }, later(62)))
    await deliver(deps, ID)
    expect(calls.filter(({ call }) => call !== 'postLine').map(({ with: [card] }) => card)).toEqual([
      'unconfirmed v5, newest unconfirmed',
      'unconfirmed v5, newest unconfirmed, in the place of a lost one',
      'unconfirmed v6, newest unconfirmed, in the place of a lost one',
    ])
  })

  it('posts it before it looks for one: the lost one would be found again', async () => {
    const { deps, begin, calls, store } = createWorld({ redrawCard: [gone], postCard: [SECOND_CARD] })
    await begin(pathTo.requested())
    await store.deliveries.tryingCard(ID)
    await store.deliveries.messagePosted(1, LINE_TS)
    await deps.ledger.commit(...pathTo.approved().slice(1))
    for (const _ of [1, 2]) await deliver(deps, ID)
    expect(calls.at(-1)).toMatchObject({ call: 'postCard', with: [expect.any(String), { look: false }] })
  })
})

describe('deliver, when the channel cannot be used,', () => {
  it('goes on to what is owed after a line that Slack will never take', async () => {
    const { deps, walk, count, written } = createWorld({
      postCard: [CARD_TS],
      postLine: [new MessengerFault('refused', { slack: 'invalid_blocks' }), LINE_TS],
      tellRequester: [LINE_TS],
      postOutcome: [LINE_TS],
    })
    await walk(pathTo.succeeded())
    expect(await deliver(deps, ID)).toBeNull()
    expect([count('postLine'), count('tellRequester'), count('postOutcome')]).toEqual([2, 1, 1])
    await deliver(deps, ID)
    expect(count('postLine')).toBe(2)
    expect(written.slice(5).map(({ entry }) => entry)).toMatchObject([
      { kind: 'post_given_up', post: 'line', to: 'C0AUDIT', request: ID, seq: 1, slack: 'invalid_blocks' },
    ])
  })

  it('closes what nobody can see, and still tells it to the requester and where it was asked', async () => {
    const { deps, walk, stored, calls, kinds } = createWorld({
      postCard: [unusable],
      ...{ tellRequester: [LINE_TS], postOutcome: [LINE_TS] },
    })
    await walk(pathTo.approved())
    expect(await deliver(deps, ID)).toBe(T0.getTime())
    expect(await stored()).toMatchObject({ state: 'cancelled', why: 'channel_unusable' })
    expect(await deliver(deps, ID)).toBeNull()
    expect(await deliver(deps, ID)).toBeNull()
    expect(calls.slice(1)).toEqual([
      { call: 'tellRequester', with: ['cancelled', null, { look: false }] },
      { call: 'postOutcome', with: ['cancelled', null, { look: false, channel: 'C0ONCALL' }] },
    ])
    expect(await kinds()).toEqual(['asked', 'approved', 'post_given_up', 'cancelled'])
  })

  it.each(['calling', 'unconfirmed', 'succeeded'] as const)(
    'leaves a request alone that is %s',
    async (state) => {
      const { deps, walk, stored } = createWorld({
        ...{ postCard: [unusable], tellRequester: [LINE_TS], postOutcome: [LINE_TS] },
      })
      const request = await walk(pathTo[state]())
      for (const _ of [1, 2]) await deliver(deps, ID)
      expect(await stored()).toEqual(request)
    },
  )

  it('tries its card again for a question that somebody must see, once for each read that told nothing', async () => {
    const { deps, walk, calls, store, wait } = createWorld({
      ...{ postCard: [unusable, unusable, CARD_TS], postLine: [LINE_TS], redrawCard: [true] },
    })
    const doubtful = await walk(pathTo.unconfirmed())
    for (const _ of [1, 2]) await deliver(deps, ID)
    if (doubtful.state !== 'unconfirmed') throw new Error(`it is ${doubtful.state}`)
    const asking = askAPerson(doubtful, HUNG_UP, later(700))
    await deps.ledger.commit(asking)
    expect(await deliver(deps, ID)).toBeNull()
    expect(await store.requests.cardOf(ID)).toBeNull()
    wait(3_600)
    await deps.ledger.commit(readAgain(asking.to, { fault: HUNG_UP }, later(4_300)))
    expect(await deliver(deps, ID)).toBeNull()

    expect(await store.requests.cardOf(ID)).toEqual({ channel: AUDIT, ts: CARD_TS })
    expect(calls.map(({ call, with: [what] }) => [call, what])).toEqual([
      ['postCard', 'unconfirmed v5, newest unconfirmed'],
      ['postCard', 'unconfirmed v6, newest person_asked'],
      ['postCard', 'unconfirmed v7, newest person_asked'],
      ['postLine', 'person_asked'],
      ['redrawCard', 'unconfirmed v7, newest person_asked'],
    ])
    expect(await deliver(deps, ID)).toBeNull()
    expect(calls).toHaveLength(5)
  })

  it('draws a card anew that was given up, once its question can be seen again', async () => {
    const { deps, begin, called, store } = createWorld({
      ...{ redrawCard: [unusable, unusable, true], postLine: [LINE_TS, LINE_TS, LINE_TS] },
    })
    await begin(pathTo.requested())
    await deps.ledger.commit(...pathTo.unconfirmed().slice(1))
    for (const _ of [1, 2]) await deliver(deps, ID)
    expect(await store.requests.cardOf(ID)).toBeNull()
    await deps.ledger.commit(askAPerson(a('unconfirmed'), HUNG_UP, later(700)))
    await deliver(deps, ID)

    expect(await store.requests.cardOf(ID)).toEqual({ channel: AUDIT, ts: CARD_TS })
    expect(called().slice(-2)).toEqual(['postLine', 'redrawCard'])
  })

  it('closes a request whose claim comes back later', async () => {
    const { deps, walk, stored } = createWorld({ postCard: [unusable] })
    await walk(pathTo.executing())
    await deliver(deps, ID)
    await deps.ledger.commit(release(a('executing'), later(40)))
    await deliver(deps, ID)
    expect(await stored()).toMatchObject({ state: 'cancelled', why: 'channel_unusable' })
  })

  it('gives way to a request that moves on at the same moment', async () => {
    const world = createWorld({ postCard: [unusable] })
    await world.walk(pathTo.approved())
    const cardGivenUp = async () => {
      await world.store.deliveries.cardGivenUp(ID)
      const delivery = await world.store.deliveries.delivery(ID)
      await world.deps.ledger.commit(...pathTo.executing().slice(2))
      return delivery
    }
    let stale = await world.store.deliveries.delivery(ID)
    const deliveries = {
      ...world.deps.deliveries,
      delivery: async () => stale,
      cardGivenUp: async () => {
        stale = await cardGivenUp()
      },
    }
    expect(await deliver({ ...world.deps, deliveries }, ID)).toBe(T0.getTime())
    expect(await world.stored()).toMatchObject({ state: 'executing' })
  })
})

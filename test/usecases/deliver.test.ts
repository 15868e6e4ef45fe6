import { describe, expect, it } from 'vitest'
import { ChannelId, MessageTs } from '../../src/core/ids.ts'
import { MessengerFault } from '../../src/ports.ts'
import { deliver } from '../../src/usecases/deliver.ts'
import { ANN, AUDIT, aRequestId, CARD_TS, NO_APPROVAL, pathTo, T0 } from '../builders.ts'
import { createWorld, type Script, type World } from './world.ts'

const ID = aRequestId(1)
const LINE_TS = MessageTs.parse('1772442001.000200')
const REFUSED = new MessengerFault('refused', { slack: 'user_disabled' })
const all: Script = {
  postCard: [CARD_TS, CARD_TS],
  postLine: Array.from({ length: 4 }, () => LINE_TS),
  redrawCard: [true, true],
  tellRequester: [LINE_TS],
  postOutcome: [LINE_TS],
}

const told = ({ calls }: World) => calls.map(({ call, with: args }) => [call, ...args])

describe('deliver', () => {
  it('posts the card, and then its lines in order', async () => {
    const world = createWorld(all)
    await world.walk(pathTo.succeeded())
    expect(await deliver(world.deps, ID)).toBeNull()
    expect(told(world)).toEqual([
      ['postCard', 'succeeded v5, newest succeeded', { look: false }],
      ['postLine', 'asked', CARD_TS, { look: false }],
      ['postLine', 'succeeded', CARD_TS, { look: false }],
      ['tellRequester', 'succeeded', CARD_TS, { look: false }],
      ['postOutcome', 'succeeded', CARD_TS, { look: false, channel: 'C0ONCALL' }],
    ])
  })

  it('wakes the request when its card stands', async () => {
    const { deps, walk, rows, subjects } = createWorld(all)
    await walk(pathTo.approved())
    await rows('DELETE FROM jobs')
    await deliver(deps, ID)
    expect(await subjects()).toEqual(['request:R-11111111'])
  })

  it('says everything once', async () => {
    const { deps, walk, calls } = createWorld(all)
    await walk(pathTo.succeeded())
    await deliver(deps, ID)
    expect(await deliver(deps, ID)).toBeNull()
    expect(calls).toHaveLength(5)
  })

  it('draws a card that stands anew, once, after the lines', async () => {
    const world = createWorld(all)
    await world.walk(pathTo.approved())
    await deliver(world.deps, ID)
    await world.deps.ledger.commit(...pathTo.succeeded().slice(2))
    for (const _ of [1, 2]) await deliver(world.deps, ID)
    expect(told(world).slice(2)).toEqual([
      ['postLine', 'succeeded', CARD_TS, { look: false }],
      ['tellRequester', 'succeeded', CARD_TS, { look: false }],
      ['postOutcome', 'succeeded', CARD_TS, { look: false, channel: 'C0ONCALL' }],
      ['redrawCard', 'succeeded v5, newest succeeded', CARD_TS],
    ])
  })

  it.each([
    ['in the channel of the cards', AUDIT],
    ['in a direct message', ChannelId.parse('D0ANN')],
  ])('tells the outcome once where it was asked %s', async (_, askedIn) => {
    const { deps, walk, count } = createWorld(all)
    await walk(pathTo.succeeded({ askedIn }))
    await deliver(deps, ID)
    expect([count('postLine'), count('tellRequester'), count('postOutcome')]).toEqual([2, 1, 0])
  })

  it('tells the outcome where it was asked, and in every channel that its rule notifies', async () => {
    const [payments, finance] = [ChannelId.parse('C0PAYMENTS'), ChannelId.parse('C0FINANCE')]
    const world = createWorld({ ...all, postOutcome: [LINE_TS, REFUSED, LINE_TS] })
    await world.walk(pathTo.succeeded({ rule: { ...NO_APPROVAL, notify: [payments, finance] } }))
    for (const _ of [1, 2]) await deliver(world.deps, ID)
    const outcome = (channel: string) => ['postOutcome', 'succeeded', CARD_TS, { look: false, channel }]
    expect(told(world).slice(-3)).toEqual([outcome('C0ONCALL'), outcome(payments), outcome(finance)])
  })

  it('goes on where neither the requester nor the channel can be written to', async () => {
    const { deps, walk, calls, rows, written } = createWorld({
      ...all,
      tellRequester: [REFUSED],
      postOutcome: [REFUSED],
    })
    await walk(pathTo.succeeded())
    for (const _ of [1, 2]) await deliver(deps, ID)
    expect(calls).toHaveLength(5)
    expect(await rows('SELECT id FROM messages WHERE posted_at IS NULL')).toEqual([])
    const about = { kind: 'post_given_up', request: ID, seq: 5, slack: 'user_disabled' }
    expect(written.slice(5).map(({ entry }) => entry)).toMatchObject([
      { ...about, post: 'dm', to: ANN },
      { ...about, post: 'outcome', to: 'C0ONCALL' },
    ])
  })

  it('redraws once for many transitions', async () => {
    const { deps, walk, count } = createWorld(all)
    await walk(pathTo.approved())
    await deliver(deps, ID)
    for (const step of pathTo.unconfirmed().slice(2)) await deps.ledger.commit(step)
    await deliver(deps, ID)
    expect(count('redrawCard')).toBe(1)
  })

  it('has nothing to do for a request that is not there', async () => {
    const { deps, called } = createWorld()
    expect([await deliver(deps, ID), called()]).toEqual([null, []])
  })
})

describe('deliver, after a crash,', () => {
  it('looks for the card before it posts it again, and draws it anew', async () => {
    const world = createWorld(all)
    await world.walk(pathTo.approved())
    await world.store.deliveries.tryingCard(ID)
    await deliver(world.deps, ID)
    expect(told(world)).toEqual([
      ['postCard', 'approved v2, newest asked', { look: true }],
      ['postLine', 'asked', CARD_TS, { look: false }],
      ['redrawCard', 'approved v2, newest asked', CARD_TS],
    ])
  })

  it('looks for a line before it posts it again', async () => {
    const world = createWorld({ ...all, postLine: [new Error('killed'), LINE_TS] })
    await world.walk(pathTo.approved())
    await expect(deliver(world.deps, ID)).rejects.toThrow('killed')
    await deliver(world.deps, ID)
    expect(told(world).slice(1)).toEqual([
      ['postLine', 'asked', CARD_TS, { look: false }],
      ['postLine', 'asked', CARD_TS, { look: true }],
    ])
  })

  it.each([
    ['tellRequester', 3, {}],
    ['postOutcome', 4, { channel: 'C0ONCALL' }],
  ] as const)('looks for an outcome before it tells it again: %s', async (call, nth, where) => {
    const world = createWorld({ ...all, [call]: [new Error('killed'), LINE_TS] })
    await world.walk(pathTo.succeeded())
    await expect(deliver(world.deps, ID)).rejects.toThrow('killed')
    await deliver(world.deps, ID)
    expect(told(world).slice(nth, nth + 2)).toEqual([
      [call, 'succeeded', CARD_TS, { look: false, ...where }],
      [call, 'succeeded', CARD_TS, { look: true, ...where }],
    ])
  })

  it('counts a try before it is made', async () => {
    const seen: unknown[] = []
    const world = createWorld(all)
    await world.walk(pathTo.approved())
    world.during.postCard = async () => seen.push(await world.rows('SELECT tries FROM cards'))
    await deliver(world.deps, ID)
    expect([seen, world.clock.at]).toEqual([[[{ tries: 1 }]], T0])
  })
})

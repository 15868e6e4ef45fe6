import { describe, expect, it } from 'vitest'
import { MessageTs } from '../../src/core/ids.ts'
import { MessengerFault } from '../../src/ports.ts'
import { deliver } from '../../src/usecases/deliver.ts'
import { AUDIT, aRequestId, CARD_TS, pathTo } from '../builders.ts'
import { createWorld, type Script } from './world.ts'

const ID = aRequestId(1)
const LINE_TS = MessageTs.parse('1772442001.000200')
const archived = new MessengerFault('unusable_channel', { slack: 'is_archived' })
const QUARTER_S = 900

/** A request that ended while the channel, in which its card stands, was archived. */
async function endedUnseen(script: Script) {
  const world = createWorld({ tellRequester: [LINE_TS], postOutcome: [LINE_TS], ...script })
  await world.begin(pathTo.requested())
  await world.store.deliveries.messagePosted(1, LINE_TS)
  await world.deps.ledger.commit(...pathTo.succeeded().slice(1))
  const pass = () => deliver(world.deps, ID)
  expect(await pass()).toBe(world.clock.at.getTime())
  return {
    ...world,
    pass,
    inSeconds: (again: number | null) => ((again ?? 0) - world.clock.at.getTime()) / 1_000,
  }
}

describe('deliver, when the channel of a card is archived,', () => {
  it('tells the outcome elsewhere at once, and tries the card every quarter of an hour', async () => {
    const { pass, called, inSeconds, wait, count } = await endedUnseen({ postLine: Array(4).fill(archived) })
    expect(inSeconds(await pass())).toBe(QUARTER_S)
    expect(called()).toEqual(['postLine', 'tellRequester', 'postOutcome', 'postLine'])
    for (const _ of [1, 2]) {
      wait(QUARTER_S)
      expect(inSeconds(await pass())).toBe(QUARTER_S)
    }
    expect([count('postLine'), count('tellRequester'), count('postOutcome')]).toEqual([4, 1, 1])
  })

  it('tells its thread and draws it once the channel is open again', async () => {
    const { pass, wait, called, store } = await endedUnseen({
      ...{ postLine: [archived, archived, LINE_TS], redrawCard: [true] },
    })
    await pass()
    expect(await store.requests.cardOf(ID)).toBeNull()
    wait(QUARTER_S)
    expect(await pass()).toBeNull()
    expect(called().slice(-2)).toEqual(['postLine', 'redrawCard'])
    expect(await store.requests.cardOf(ID)).toEqual({ channel: AUDIT, ts: CARD_TS })
    expect((await store.deliveries.delivery(ID))?.owed).toEqual([])
  })

  it('lets it be a day after the request has ended', async () => {
    const { pass, wait, count, store } = await endedUnseen({ postLine: [archived, archived] })
    await pass()
    wait(90_000)
    expect(await pass()).toBeNull()
    expect(await pass()).toBeNull()
    expect(count('postLine')).toBe(2)
    expect((await store.deliveries.delivery(ID))?.owed).toEqual([])
  })

  it('closes a request that waited, and shows that later', async () => {
    const { deps, begin, wait, stored, calls } = createWorld({
      ...{ redrawCard: [archived, true], postLine: [LINE_TS, LINE_TS, LINE_TS] },
      ...{ tellRequester: [LINE_TS], postOutcome: [LINE_TS] },
    })
    await begin(pathTo.requested())
    await deps.ledger.commit(...pathTo.approved().slice(1))
    await deliver(deps, ID)
    expect(await stored()).toMatchObject({ state: 'cancelled', why: 'channel_unusable' })
    wait(QUARTER_S)
    expect(await deliver(deps, ID)).toBeNull()
    expect(calls.at(-1)).toEqual({ call: 'redrawCard', with: ['cancelled v3, newest cancelled', CARD_TS] })
  })
})

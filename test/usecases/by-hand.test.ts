import { describe, expect, it } from 'vitest'
import { claim } from '../../src/core/calling.ts'
import { decide } from '../../src/usecases/decide.ts'
import { expireByHand } from '../../src/usecases/expire-by-hand.ts'
import { readAgain } from '../../src/usecases/read-again.ts'
import { settle } from '../../src/usecases/settle.ts'
import { settleByHand } from '../../src/usecases/settle-by-hand.ts'
import { aRequestId, as, last, ON, SAM, SHELL } from '../builders.ts'
import { agreed, asked, bySam, CARD, ID, unsettled, withTwoPersons } from './two-persons.ts'
import { sam, type World } from './world.ts'

const on = { request: ID, on: true }
const pressed = { request: ID, card: CARD, on: false }

/** The same world, in which something happens between the first look at the request and what is made of it. */
function overtaken({ deps }: World, happens: () => Promise<unknown>): World['deps'] {
  let looks = 0
  const request = async (id: typeof ID) => {
    const found = await deps.reads.request(id)
    if (looks++ === 0) await happens()
    return found
  }
  return { ...deps, reads: { ...deps.reads, request } }
}

describe('settleByHand', () => {
  it('wins over the button that is pressed a moment later, whose presser hears who was first', async () => {
    const world = await withTwoPersons(unsettled())
    const slow = overtaken(world, () => settleByHand(world.deps, SHELL, on))
    expect(await settle(slow, bySam, pressed)).toMatchObject({
      ...{ kind: 'refused', refusal: 'nothing_to_settle' },
      request: { state: 'succeeded', settledBy: SHELL },
    })
    expect((await world.kinds()).slice(-2)).toEqual(['succeeded', 'refused'])
  })

  it('loses to the button that is pressed a moment before, and is shown who was first', async () => {
    const world = await withTwoPersons(unsettled())
    const slow = overtaken(world, () => settle(world.deps, bySam, pressed))
    expect(await settleByHand(slow, SHELL, on)).toMatchObject({
      ...{ ok: false, refusal: 'nothing_to_settle' },
      request: { state: 'failed', settledBy: SAM },
    })
    expect((await world.kinds()).at(-1)).toBe('failed')
  })

  it('gives way to a read that tells at the same moment', async () => {
    const world = await withTwoPersons(unsettled(), { readRotation: [ON] })
    const slow = overtaken(world, () => readAgain(world.deps, as(last(unsettled()), 'unconfirmed')))
    expect(await settleByHand(slow, SHELL, on)).toMatchObject({
      ...{ ok: false, refusal: 'nothing_to_settle' },
      request: { how: 'read_later' },
    })
  })
})

describe('expireByHand', () => {
  it('wins over the approval that comes a moment later, whose giver hears who ended it', async () => {
    const world = await withTwoPersons(asked())
    const slow = overtaken(world, () => expireByHand(world.deps, SHELL, { request: ID }))
    expect(await decide(slow, bySam, { request: ID, verdict: 'approve' })).toMatchObject({
      ...{ kind: 'refused', refusal: 'already_decided' },
      request: { state: 'expired', by: SHELL },
    })
    expect(await world.kinds()).toEqual(['asked', 'expired', 'refused'])
  })

  it('ends what was approved a moment before, with its approval', async () => {
    const world = await withTwoPersons(asked(), { identify: [sam] })
    const slow = overtaken(world, () => decide(world.deps, bySam, { request: ID, verdict: 'approve' }))
    expect(await expireByHand(slow, SHELL, { request: ID })).toMatchObject({
      ok: true,
      request: { state: 'expired', by: SHELL, approvals: [{ by: SAM }] },
    })
    expect(await world.kinds()).toEqual(['asked', 'approved', 'expired'])
  })

  it('comes too late for what was taken up for its call a moment before', async () => {
    const world = await withTwoPersons(agreed())
    const slow = overtaken(world, () =>
      world.deps.ledger.commit(claim(as(last(agreed()), 'approved'), 'bot-1', world.clock.at)),
    )
    expect(await expireByHand(slow, SHELL, { request: ID })).toMatchObject({
      ...{ ok: false, refusal: 'under_way' },
      request: { state: 'executing' },
    })
  })

  it('is told of a request that there is not', async () => {
    const { deps } = await withTwoPersons(asked())
    expect(await expireByHand(deps, SHELL, { request: aRequestId(9) })).toEqual({
      ...{ ok: false, refusal: 'no_such_request', request: null },
    })
  })
})

import { describe, expect, it } from 'vitest'
import { askAgain } from '../../src/usecases/ask-again.ts'
import { readAgain } from '../../src/usecases/read-again.ts'
import { settle } from '../../src/usecases/settle.ts'
import { aKey, as, last, later, OFF, ON, SAM, twoPersons } from '../builders.ts'
import {
  agreed,
  byAnn,
  byBob,
  byKim,
  bySam,
  CARD,
  ID,
  samAndSilence,
  silent,
  unsettled,
  withTwoPersons,
} from './two-persons.ts'

const named = { request: ID, card: CARD }

describe('settle', () => {
  it.each([
    ['on', true, { state: 'succeeded', how: 'settled' }],
    ['off', false, { state: 'failed', fault: { kind: 'hung_up', outcome: 'not_done' } }],
  ])('ends it as somebody saw it in AWS: %s', async (_, on, expected) => {
    const { deps, stored, written, called } = await withTwoPersons(unsettled())
    const reply = await settle(deps, bySam, { ...named, on })
    expect(reply).toEqual({ kind: 'settled', request: await stored() })
    expect(await stored()).toMatchObject({ ...expected, settledBy: SAM })
    expect([written.at(-1)?.entry, called()]).toMatchObject([{ by: SAM, input: 'view:sam' }, []])
  })

  it('is for an admin too', async () => {
    const { deps } = await withTwoPersons(unsettled())
    expect(await settle(deps, byBob, { ...named, on: true })).toMatchObject({ kind: 'settled' })
  })

  it.each([true, false])('answers the same input as the first time: %s', async (on) => {
    const { deps, kinds } = await withTwoPersons(unsettled())
    const first = await settle(deps, bySam, { ...named, on })
    const entries = await kinds()
    expect(await settle(deps, bySam, { ...named, on })).toEqual(first)
    expect(await kinds()).toEqual(entries)
  })

  it('believes the first of two who say different things at the same moment, and shows it to the other', async () => {
    const { deps, kinds } = await withTwoPersons(unsettled())
    const [first, second] = await Promise.all([
      settle(deps, bySam, { ...named, on: true }),
      settle(deps, byKim, { ...named, on: false }),
    ])
    expect(first).toMatchObject({ kind: 'settled', request: { state: 'succeeded' } })
    expect(second).toMatchObject({ refusal: 'nothing_to_settle', request: { settledBy: SAM } })
    expect((await kinds()).slice(-2)).toEqual(['succeeded', 'refused'])
  })

  it('gives way to a read that tells at the same moment', async () => {
    const { deps, kinds } = await withTwoPersons(unsettled(), { readRotation: [ON] })
    let looks = 0
    const cardOf = async (id: typeof ID) => {
      if (looks++ === 0) await readAgain(deps, as(last(unsettled()), 'unconfirmed'))
      return deps.reads.cardOf(id)
    }
    const racing = { ...deps, reads: { ...deps.reads, cardOf } }
    expect(await settle(racing, bySam, { ...named, on: false })).toMatchObject({
      ...{ kind: 'refused', refusal: 'nothing_to_settle' },
      request: { state: 'succeeded', how: 'read_later' },
    })
    expect((await kinds()).slice(-2)).toEqual(['succeeded', 'refused'])
  })

  it('is not asked for before reading has come to nothing', async () => {
    const path = unsettled().slice(0, -1)
    const { deps } = await withTwoPersons(path)
    const reply = await settle(deps, bySam, { ...named, on: true })
    expect(reply).toEqual({ kind: 'refused', refusal: 'nothing_to_settle', request: last(path) })
  })

  it.each([
    ['the requester', byAnn, twoPersons, 'own_request'],
    ['whom Slack does not tell about', byKim, samAndSilence, 'identity_unknown'],
    ['somebody who only asks', byBob, { ...twoPersons, admins: [] }, 'not_approver'],
  ])('refuses %s', async (_, asker, inForce, refusal) => {
    const { deps, stored } = await withTwoPersons(unsettled(), silent, inForce)
    expect(await settle(deps, asker, { ...named, on: true })).toMatchObject({ refusal })
    expect(await stored()).toMatchObject({ state: 'unconfirmed' })
  })

  it('counts on its own card only', async () => {
    const { deps, stored } = await withTwoPersons(unsettled())
    const reply = await settle(deps, bySam, { request: ID, card: null, on: true })
    expect(reply).toEqual({ kind: 'refused', refusal: 'not_its_card' })
    expect(await stored()).toMatchObject({ state: 'unconfirmed' })
  })

  it('keeps the key for ten minutes from the call', async () => {
    const find = [[aKey({ rotation: OFF })], [aKey({ rotation: OFF })]]
    const world = await withTwoPersons(unsettled(), { find, usable: [true] })
    await settle(world.deps, bySam, { ...named, on: false })
    world.clock.at = later(60 + 599)
    expect(await askAgain(world.deps, byAnn, named)).toMatchObject({ refusal: 'settling' })
    world.clock.at = later(60 + 600)
    expect(await askAgain(world.deps, byAnn, named)).toMatchObject({ kind: 'asked' })
  })

  it('has nothing to settle of a request that waits', async () => {
    const { deps } = await withTwoPersons(agreed())
    const reply = await settle(deps, bySam, { ...named, on: true })
    expect(reply).toMatchObject({ refusal: 'nothing_to_settle' })
  })
})

import { describe, expect, it } from 'vitest'
import { ChannelId, MessageTs } from '../../src/core/ids.ts'
import { StoreConflict } from '../../src/ports.ts'
import { findNamed, moveOn } from '../../src/usecases/move-on.ts'
import { approvedBySam, NO, twoPersons, waiting } from '../builders.ts'
import { asked, bySam, CARD, FRESH, ID, withTwoPersons } from './two-persons.ts'
import { createWorld } from './world.ts'

const ELSEWHERE = { ...CARD, channel: ChannelId.parse('C0ONCALL') }
const ANOTHER = { ...CARD, ts: MessageTs.parse('1772442000.000200') }

describe('findNamed', () => {
  it.each([
    ['by its id', { request: ID }],
    ['by a button on its card', { request: ID, card: CARD }],
  ])('finds a request %s', async (_, named) => {
    const { deps, kinds } = await withTwoPersons(asked())
    expect(await findNamed(deps, bySam, named)).toEqual({ ok: true, request: waiting() })
    expect(await kinds()).toEqual(['asked'])
  })

  it.each([
    ['on another message of the channel', { request: ID, card: ANOTHER }],
    ['at the same time in another channel', { request: ID, card: ELSEWHERE }],
    ['on no message', { request: ID, card: null }],
    ['that names no request', { request: null, card: CARD }],
    ['that names a request that is not there', { request: FRESH, card: CARD }],
    ['that names nothing, on nothing', { request: null, card: null }],
  ])('refuses a button %s, and says so in the audit log', async (_, named) => {
    const { deps, kinds, written } = await withTwoPersons(asked())
    const reply = { kind: 'refused', refusal: 'not_its_card' }
    expect(await findNamed(deps, bySam, named)).toEqual({ ok: false, reply })
    expect(await kinds()).toEqual(['asked', 'refused'])
    expect(JSON.stringify(written.at(-1))).not.toContain(ID)
  })

  it.each([
    ['a card that is not posted yet', null],
    ['a button on no message before the card is posted', { request: ID, card: null }],
  ])('refuses %s', async (_, named) => {
    const { deps, walk } = createWorld({}, twoPersons)
    await walk(asked())
    const found = await findNamed(deps, bySam, named ?? { request: ID, card: CARD })
    expect(found).toMatchObject({ ok: false, reply: { refusal: 'not_its_card' } })
  })

  it('refuses the old card once it was lost, and takes the one in its place', async () => {
    const { deps, store } = await withTwoPersons(asked())
    await store.deliveries.cardLost(ID)
    expect(await findNamed(deps, bySam, { request: ID, card: CARD })).toMatchObject({ ok: false })
    await store.deliveries.cardPosted(ID, ANOTHER.ts, 1)
    expect(await findNamed(deps, bySam, { request: ID, card: CARD })).toMatchObject({ ok: false })
    expect(await findNamed(deps, bySam, { request: ID, card: ANOTHER })).toMatchObject({ ok: true })
  })

  it('refuses a card whose channel was given up', async () => {
    const { deps, store } = await withTwoPersons(asked())
    await store.deliveries.cardGivenUp(ID)
    expect(await findNamed(deps, bySam, { request: ID, card: CARD })).toMatchObject({ ok: false })
  })

  it.each([FRESH, null])('knows no request %s', async (request) => {
    const { deps, kinds } = await withTwoPersons(asked())
    const reply = { kind: 'refused', refusal: 'no_such_request' }
    expect(await findNamed(deps, bySam, { request })).toEqual({ ok: false, reply })
    expect(await kinds()).toEqual(['asked', 'refused'])
  })
})

describe('moveOn', () => {
  const approve = {
    judge: () => ({ ok: true, transition: approvedBySam() }) as const,
    reply: () => NO,
  }

  it('gives up when it loses every race, and leaves it to a later try', async () => {
    const { deps, kinds } = await withTwoPersons([...asked(), approvedBySam()])
    let judged = 0
    const judge = () => {
      judged++
      return approve.judge()
    }
    await expect(moveOn(deps, bySam, { request: ID }, { ...approve, judge })).rejects.toThrow(StoreConflict)
    expect(judged).toBe(40)
    expect(await kinds()).toEqual(['asked', 'approved'])
  })

  it('does not judge again what breaks for another reason', async () => {
    const world = await withTwoPersons(asked())
    let commits = 0
    const ledger = {
      ...world.deps.ledger,
      commit: async () => {
        commits++
        throw new Error('disk full')
      },
    }
    const moving = moveOn({ ...world.deps, ledger }, bySam, { request: ID }, approve)
    await expect(moving).rejects.toThrow('disk full')
    expect(commits).toBe(1)
  })
})

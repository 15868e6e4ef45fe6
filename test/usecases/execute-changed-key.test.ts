import { describe, expect, it } from 'vitest'
import type { Key } from '../../src/core/key.ts'
import { advance } from '../../src/usecases/advance.ts'
import { execute } from '../../src/usecases/execute.ts'
import { ANN, a, aKey, CARD_TS, later, pathTo, SAM, twoPersons } from '../builders.ts'
import { agreed, approvedOf, FRESH, ID, withTwoPersons } from './two-persons.ts'
import { ann, createWorld, type Script, sam } from './world.ts'

const renamed = aKey({ aliases: ['alias/payments'] })
const changes = [{ field: 'aliases', before: 'alias/billing, alias/payments', after: 'alias/payments' }]
const reading = (key: Key): Script => ({ identify: [ann, sam], read: [key] })

describe('execute, of a key that changed since it was asked,', () => {
  it('sends nothing, and opens a fresh request that waits for an approval of its own', async () => {
    const { deps, kinds, called } = await withTwoPersons(agreed(), reading(renamed))
    await execute(deps, approvedOf(agreed()))
    expect(await deps.reads.request(ID)).toMatchObject({
      ...{ state: 'superseded', changes, successor: FRESH, approvals: [{ by: SAM }] },
    })
    expect(await deps.reads.request(FRESH)).toMatchObject({
      ...{ state: 'requested', follows: ID, key: renamed, requester: ANN, reason: 'CHG-4711' },
      ...{ approvals: [], askedAt: later(60).getTime() },
    })
    expect(await kinds()).toEqual(['asked', 'approved', 'claimed', 'superseded', 'asked'])
    expect(called()).toEqual(['identify', 'identify', 'read'])
  })

  it('opens one that its policy approves, with approvals: 0', async () => {
    const { deps, begin, kinds } = createWorld({ identify: [ann], read: [renamed] })
    await begin(pathTo.approved())
    await execute(deps, a('approved'))
    expect(await deps.reads.request(ID)).toMatchObject({ state: 'superseded', changes, successor: FRESH })
    expect(await deps.reads.request(FRESH)).toMatchObject({ state: 'approved', follows: ID, approvals: [] })
    expect(await kinds()).toEqual(['asked', 'approved', 'claimed', 'superseded', 'asked', 'approved'])
  })

  it('closes what changes again where nobody approves, so that a key that never reads the same ends', async () => {
    const { deps, begin, kinds, store } = createWorld({ identify: [ann, ann], read: [renamed, aKey()] })
    await begin(pathTo.approved())
    await execute(deps, a('approved'))
    await store.deliveries.cardPosted(FRESH, CARD_TS, 2)
    await advance(deps, FRESH)
    expect(await deps.reads.request(FRESH)).toMatchObject({ state: 'cancelled', why: 'key_unsteady' })
    expect((await kinds()).filter((kind) => kind === 'asked')).toHaveLength(2)
  })

  it('opens one under the policy in force now', async () => {
    const { deps } = await withTwoPersons(agreed(), reading(renamed))
    await execute({ ...deps, policy: { ...twoPersons, expires: 60_000 } }, approvedOf(agreed()))
    const fresh = await deps.reads.request(FRESH)
    expect(fresh).toMatchObject({ expiresAt: later(120).getTime(), snapshotHash: expect.any(String) })
    expect(fresh?.snapshotHash).not.toBe((await deps.reads.request(ID))?.snapshotHash)
  })

  it('calls for the fresh one only when its own card stands', async () => {
    const { deps, begin, store, count } = createWorld({ identify: [ann, ann], read: [renamed, renamed] })
    await begin(pathTo.approved())
    await execute(deps, a('approved'))
    expect(await advance(deps, FRESH)).toBe(later(900).getTime())
    expect([await store.requests.cardOf(FRESH), count('read')]).toEqual([null, 1])
  })

  it('wakes both requests and both cards', async () => {
    const { deps, rows, subjects } = await withTwoPersons(agreed(), reading(renamed))
    await rows('DELETE FROM jobs')
    await execute(deps, approvedOf(agreed()))
    expect(await subjects()).toEqual([`card:${ID}`, `card:${FRESH}`, `request:${ID}`, `request:${FRESH}`])
  })
})

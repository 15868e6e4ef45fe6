import { describe, expect, it } from 'vitest'
import { ask } from '../../src/core/asking.ts'
import { listRequests } from '../../src/usecases/list-requests.ts'
import { ANN, aKey, anAsking, anInputId, aRequestId, BOB, later } from '../builders.ts'
import { createWorld } from './world.ts'

async function withRequests(count: number) {
  const world = createWorld()
  for (let n = 1; n <= count; n++) {
    const key = aKey({ arn: `arn:${n}` })
    const asking = anAsking({ id: aRequestId(n), inputId: anInputId(n), key })
    await world.deps.ledger.commit(ask(asking, later(n)))
  }
  return world
}

describe('listRequests', () => {
  it.each([
    [0, 0, false],
    [14, 14, false],
    [15, 15, false],
    [16, 15, true],
    [20, 15, true],
  ])('of %i shows the newest %i, and whether there are more', async (count, shown, more) => {
    const { deps, kinds } = await withRequests(count)
    const reply = await listRequests(deps, ANN, { which: 'open' })
    const newest = Array.from({ length: shown }, (_, n) => ({ id: aRequestId(count - n) }))
    expect(reply).toMatchObject({ kind: 'requests', which: 'open', requests: newest, more })
    expect(await kinds()).toHaveLength(count)
  })

  it.each([
    ['mine', ANN, 2],
    ['mine', BOB, 0],
    ['waiting', ANN, 0],
    ['waiting', BOB, 2],
  ] as const)('asks for those of the person: %s of %s', async (which, person, count) => {
    const { deps } = await withRequests(2)
    expect(await listRequests(deps, person, { which })).toMatchObject({ which, requests: { length: count } })
  })
})

import { describe, expect, it } from 'vitest'
import { ask } from '../../src/core/asking.ts'
import { type PersonId, type RequestId, requestIdFrom } from '../../src/core/ids.ts'
import type { Policy } from '../../src/core/policy.ts'
import { listRequests } from '../../src/usecases/list-requests.ts'
import {
  ANN,
  aKey,
  anAsking,
  anInputId,
  aRequestId,
  BOB,
  later,
  ONE_APPROVAL,
  SAM,
  SECURITY,
  twoPersons,
} from '../builders.ts'
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
  ] as const)('asks for those of the person: %s of %s', async (which, person, count) => {
    const { deps } = await withRequests(2)
    expect(await listRequests(deps, person, { which })).toMatchObject({ which, requests: { length: count } })
  })
})

/** Of what stands under a rule of its own, the last request asks for. */
const BY_GROUP: Policy = {
  ...twoPersons,
  rules: [{ name: 'ours', match: { aliases: ['alias/ours-*'] }, approvers: [SECURITY] }],
}

/** One of a thousand. */
function numbered(n: number): RequestId {
  return requestIdFrom(new Uint8Array([n >> 5, n, 0, 0, 0, 0, 0, 0]))
}

async function ofBothRules(members: (readonly PersonId[] | Error)[], count = 2) {
  const world = createWorld({ members }, BY_GROUP)
  for (let n = 1; n <= count; n++) {
    const key = aKey({ arn: `arn:${n}`, aliases: [n % 2 ? 'alias/theirs' : 'alias/ours-1'] })
    const asking = anAsking({ id: numbered(n), inputId: anInputId(n), key, rule: ONE_APPROVAL })
    await world.deps.ledger.commit(ask(asking, later(n)))
  }
  return world
}

describe('requests that wait for somebody', () => {
  it.each([
    ['by name', SAM, [], [1]],
    ['by their group', BOB, [BOB], [2]],
    ['by both', SAM, [SAM], [2, 1]],
    ['by neither', BOB, [], []],
    ['by their group, but they asked', ANN, [ANN], []],
  ])('are those that the policy lets them decide about %s', async (_, person, members, expected) => {
    const { deps, called } = await ofBothRules([members])
    const page = await listRequests(deps, person, { which: 'waiting' })
    expect(page.requests.map(({ id }) => id)).toEqual(expected.map(numbered))
    expect([page.more, page.untold, called()]).toEqual([false, undefined, ['members']])
  })

  it('may be more where Slack does not say who is in a group: then that is told', async () => {
    const { deps } = await ofBothRules([new Error('no answer')])
    expect(await listRequests(deps, SAM, { which: 'waiting' })).toMatchObject({
      ...{ untold: true, requests: [{ id: numbered(1) }] },
    })
  })

  it('are found behind any number of those that wait for others, page by page', async () => {
    const { deps } = await ofBothRules([[], []], 230)
    const first = await listRequests(deps, SAM, { which: 'waiting' })
    expect([first.requests.length, first.more]).toEqual([15, true])
    const ids = first.requests.map(({ id }) => id)
    const before = ids.at(-1) ?? null
    const second = await listRequests(deps, SAM, { which: 'waiting', before })
    expect(new Set([...ids, ...second.requests.map(({ id }) => id)]).size).toBe(30)
    const { deps: others } = await ofBothRules([[BOB]], 230)
    const theirs = await listRequests(others, BOB, { which: 'waiting', before: numbered(30) })
    expect(theirs.requests.map(({ id }) => id)).toEqual(
      Array.from({ length: 14 }, (_, n) => numbered(28 - 2 * n)),
    )
  })
})

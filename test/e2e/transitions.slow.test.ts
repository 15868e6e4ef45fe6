import { describe, expect, it } from 'vitest'
import { PAIRS } from '../life-table.ts'
import { oneRequest } from './one-request.ts'
import type { Way } from './ways.ts'
import { WAYS_OF_A_CALL } from './ways-of-a-call.ts'
import { WAYS_TO_A_DECISION } from './ways-to-a-decision.ts'

/** How the card of a request begins that came to this end. */
const TITLES: Readonly<Record<string, string>> = {
  ...{ succeeded: 'Done', failed: 'Failed', denied: 'Denied', expired: 'Expired' },
  ...{ withdrawn: 'Withdrawn', superseded: 'Replaced', cancelled: 'Closed' },
}

const taken = new Set<string>()

describe.concurrent('a request', () => {
  const ways = [...WAYS_TO_A_DECISION, ...WAYS_OF_A_CALL].map((way) => [way.name, way] as const)

  it.for<readonly [string, Way]>(ways)('%s', async ([, way], { expect }) => {
    const states = way.path.split(' ')
    const end = states.at(-1) ?? ''
    await using one = await oneRequest(way.policy)

    await way.walk(one)
    await one.reach(end)

    // Reads that settle nothing leave it where it is.
    expect(
      one.path().filter((state, place, all) => state !== 'unconfirmed' || all[place - 1] !== state),
    ).toEqual(states)
    for (const { from, to } of one.steps) taken.add(`${from} → ${to}`)
    const { on = end === 'succeeded' } = way
    expect(await one.inAws()).toMatchObject({
      on,
      sent: way.sent ?? states.filter((state) => state === 'calling').length,
    })
    if (way.unseen) return
    expect(await one.onCard(TITLES[end] ?? end)).toMatchObject({ saysOn: end === 'succeeded' })
  })
})

describe('the table of its life', () => {
  it('has every step that was taken here, and every one was taken', () => {
    expect([...taken].sort()).toEqual([...PAIRS].sort())
  })
})

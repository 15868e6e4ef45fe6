import { describe, expect, it } from 'vitest'
import { dieAt, everyPointOf, FLOWS } from './kill/flows.ts'
import { whole } from './kill/whole.ts'
import { onlyHere, worstOf } from './kill/worst.ts'

/** A play takes seconds, and waits for a free stage. */
const PATIENCE_MS = 60_000
const FEWEST_POINTS = 12

const worst = await Promise.all(FLOWS.map(async (flow) => worstOf(await everyPointOf(flow))))
// What flows have in common is tried in the first of them; kill-every-point.long.test.ts leaves nothing out.
const flows = FLOWS.map((flow, index) => {
  const points = worst[index] ?? []
  return { flow, points: index === 0 ? points : onlyHere(points, worst.slice(0, index), flow.anew) }
})

describe.concurrent.each(flows)('kill -9 during $flow.name', ({ flow, points }) => {
  it.for(points)('%s', { timeout: PATIENCE_MS }, async (point, { expect }) => {
    const played = await dieAt(flow, point)

    expect(played).toEqual(whole(flow, point, played))
  })
})

it('is tried at a dozen points of an approval and more, and at some of every other flow', () => {
  const [approval = 0, ...others] = flows.map(({ points }) => points.length)

  expect(approval).toBeGreaterThanOrEqual(FEWEST_POINTS)
  expect(others).not.toContain(0)
})

it('is tried between the two approvals of a quorum, and around each of them', () => {
  const quorum = flows.find(({ flow }) => flow.approvals === 2)

  for (const nth of [1, 2])
    for (const call of ['inputs.take(decision)', 'ledger.commit(approved)', 'messenger.postLine(approved)'])
      expect(quorum?.points).toContain(`${call}#${nth}:after`)
})

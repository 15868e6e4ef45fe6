import { afterAll, describe, expect, it } from 'vitest'
import { dieAt, everyPointOf, FLOWS } from './kill/flows.ts'
import type { Played } from './kill/kill.ts'
import type { Point } from './kill/step.ts'
import { whole } from './kill/whole.ts'

/** A play takes seconds, and waits for a free stage. */
const PATIENCE_MS = 120_000
const FEWEST_POINTS = 60

const flows = await Promise.all(FLOWS.map(async (flow) => ({ flow, points: await everyPointOf(flow) })))
const rows: string[] = []
afterAll(() => console.log(['point | died in | came to', ...rows].join('\n')))

describe.concurrent.each(flows)('kill -9 during $flow.name', ({ flow, points }) => {
  it.for(points)('%s', { timeout: PATIENCE_MS }, async (point, { expect }) => {
    const played = await dieAt(flow, point)

    rows.push(rowOf(flow.name, point, played))
    expect(played).toEqual(whole(flow, point, played))
  })
})

it('is tried at every step of an approval', () => {
  expect(flows[0]?.points.length).toBeGreaterThanOrEqual(FEWEST_POINTS)
})

function rowOf(name: string, point: Point, played: Played): string {
  const { requests, sent, accepted, diedIn = 'nothing yet' } = played
  const came = requests.map(
    ({ state, how, cards, thread, told, outcomes }) =>
      `${state}${how ? ` (${how})` : ''}, ${cards} card, ${thread.length} lines, ${told.length} DM, ${outcomes.length} outcome line`,
  )
  return `${name}: ${point} | ${diedIn} | ${came.join('; ')}; ${sent} sent, ${accepted} accepted, ${played.answers} answers to ${played.inputs}`
}

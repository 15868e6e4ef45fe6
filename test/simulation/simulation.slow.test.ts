import { expect, it } from 'vitest'
import { PAIRS } from '../life-table.ts'
import { simulate } from './simulate.ts'

const SEEDS = 500

/** Steps of the life of a request, and what else these seeds must come to: what never happens is not tested. */
const REACHED = [
  ...PAIRS,
  ...['crash before ledger.commit(calling)', 'crash after ledger.commit(calling)'],
  ...['crash after ciphertrust.send', 'crash before ciphertrust.send', 'crash after chat.postMessage'],
  ...['lost reply: ciphertrust.send', 'lost request: ciphertrust.send', 'lost reply: chat.postMessage'],
  ...['write: hung up, and it is done later', 'write: says done, but did not', 'outage: Slack'],
  ...['a message that came through is found', 'doubled: decision', 'every job is dropped before a start'],
  ...['crash after anchors.trying', 'crash after anchors.posted', 'a story with anchors of 3 days'],
  ...['a person is asked what became of the call', 'sleep', 'stopped in good order'],
]

it(`every promise is kept in ${SEEDS} stories of people, policies, keys, faults and crashes`, {
  timeout: 180_000,
}, async () => {
  const reached = new Set<string>()
  const broken: string[] = []
  for (let seed = 1; seed <= SEEDS; seed++) {
    const outcome = await simulate({ seed })
    if (outcome.wrong) broken.push(`npm run simulate -- --replay ${seed}: ${outcome.wrong}`)
    for (const what of outcome.reached.keys()) reached.add(what)
  }
  expect(broken).toEqual([])
  expect(REACHED.filter((what) => !reached.has(what))).toEqual([])
})

it('dropping all jobs and rebuilding them changes nothing of what comes of it', {
  timeout: 60_000,
}, async () => {
  for (let seed = 1; seed <= 60; seed++) {
    const kept = await simulate({ seed, drops: false })
    const dropped = await simulate({ seed, drops: true })
    expect(dropped.ends, `seed ${seed}`).toEqual(kept.ends)
  }
})

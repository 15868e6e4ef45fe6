import { describe, expect, it } from 'vitest'
import { watchClock } from '../../src/slack/watch-clock.ts'
import { later, T0 } from '../builders.ts'
import { keptLog } from './harness.ts'

/** Slack says this time, and the clock of the machine is so many seconds ahead of it. */
async function told(...seconds: readonly number[]) {
  const { log, lines } = keptLog()
  let ahead = 0
  const reply = async () => new Response('ok', { headers: { date: T0.toUTCString() } })
  const fetch = watchClock(reply, log, () => later(ahead, T0))
  for (ahead of seconds) await fetch('https://slack.com/api/api.test')
  return lines.map(({ level, fields }) => [level, fields])
}

describe('watchClock', () => {
  it.each([
    ['an hour ahead', 3_600],
    ['an hour behind', -3_600],
  ])('warns of a clock that is %s, by how much, and once', async (_, seconds) => {
    expect(await told(seconds, seconds, seconds)).toEqual([['warn', { seconds }]])
  })

  it('says nothing of one that is half a minute off', async () => {
    expect(await told(30, -30, 0)).toEqual([])
  })

  it('says when it is right again', async () => {
    expect(await told(0, 3_600, 1, 0)).toEqual([
      ['warn', { seconds: 3_600 }],
      ['info', {}],
    ])
  })

  it('makes nothing of an answer without a time', async () => {
    const { log, lines } = keptLog()
    await watchClock(
      async () => new Response('ok'),
      log,
      () => T0,
    )('https://slack.com/api/api.test')
    expect(lines).toEqual([])
  })
})

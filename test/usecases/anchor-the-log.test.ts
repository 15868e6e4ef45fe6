import { describe, expect, it } from 'vitest'
import { MessengerFault } from '../../src/ports.ts'
import { AUDIT } from '../builders.ts'
import { aLog, HOUR, MIDNIGHT, TS } from './anchoring.ts'

const unusable = new MessengerFault('unusable_channel', { slack: 'not_in_channel' })

describe('anchorTheLog', () => {
  it('posts the place and hash of the newest entry, says so on stdout, and notes where it stands', async () => {
    const log = aLog()
    for (const _ of [1, 2]) await log.note()
    const [head] = log.written.slice(-1)
    expect(await log.anchor()).toBe(MIDNIGHT)
    expect(log.posts).toEqual([{ seq: 2, look: false }])
    expect(log.announced).toEqual([{ seq: 2, hash: head?.hash, at: '2026-03-02T09:00:00.000Z' }])
    expect(log.written.at(-1)).toMatchObject({
      seq: 3,
      entry: { kind: 'anchored', seq: 2, hash: head?.hash, channel: AUDIT, ts: TS },
    })
  })

  it('has nothing to anchor while there are no entries', async () => {
    const log = aLog()
    expect(await log.anchor()).toBe(MIDNIGHT)
    expect([log.posts, log.announced]).toEqual([[], []])
  })

  it('is done with for the day, whatever happens in it', async () => {
    const log = aLog()
    for (const _ of [1, 2, 3]) {
      await log.note()
      expect(await log.anchor()).toBe(MIDNIGHT)
      log.wait(HOUR)
    }
    expect(log.posts).toHaveLength(1)
  })

  it('covers on the next day what came after the last one', async () => {
    const log = aLog()
    await log.note()
    await log.anchor()
    await log.note()
    log.tomorrow()
    await log.anchor()
    expect(log.posts).toEqual([
      { seq: 1, look: false },
      { seq: 3, look: false },
    ])
  })

  it('is quiet as long as nothing is added but the anchors themselves', async () => {
    const log = aLog()
    await log.note()
    await log.anchor()
    for (const _ of [1, 2, 3]) {
      log.tomorrow()
      await log.anchor()
    }
    expect(log.posts).toHaveLength(1)
    await log.note()
    await log.anchor()
    expect(log.posts).toHaveLength(2)
  })
})

describe('anchorTheLog, where the clock jumps,', () => {
  it('posts one for each day of the clock, and no second one when a day comes again', async () => {
    const log = aLog()
    const days = [0, -3, 400, 0, -3, 1]
    for (const day of days) {
      log.clock.at = new Date(Date.parse('2026-03-02T09:00:00.000Z') + day * 24 * HOUR * 1_000)
      await log.note()
      await log.anchor()
    }
    expect(log.announced.map(({ at }) => at.slice(0, 10))).toEqual([
      '2026-03-02',
      '2026-02-27',
      '2027-04-06',
      '2026-03-03',
    ])
    expect(log.posts).toHaveLength(4)
  })

  it('gives up what it chose on a day that is yet to come: it would be old by then', async () => {
    const log = aLog(unusable)
    await log.note()
    log.tomorrow()
    await log.anchor()
    log.wait(-24 * HOUR)
    await log.anchor()
    log.tomorrow()
    await log.anchor()
    expect(await log.kinds()).toEqual(['stopped', 'post_given_up', 'anchored'])
    expect(log.announced.map(({ seq }) => seq)).toEqual([1, 2])
  })

  it('is woken by the next entry, however far ahead the clock was', async () => {
    const log = aLog()
    await log.note()
    log.wait(400 * 24 * HOUR)
    await log.note()
    const ahead = await log.anchor()
    await log.wake('anchor:day', ahead)
    log.wait(-400 * 24 * HOUR)
    await log.note()
    const [job] = await log.rows(`SELECT due FROM jobs WHERE subject = 'anchor:day'`)
    expect(job?.due).toBe(log.clock.at.getTime())
  })
})

describe('an entry', () => {
  const due = async (log: ReturnType<typeof aLog>) =>
    (await log.rows(`SELECT due FROM jobs WHERE subject = 'anchor:day'`)).map((row) => row.due)

  it('makes an anchor due at once, until the one of the day is chosen', async () => {
    const log = aLog()
    await log.note()
    expect(await due(log)).toEqual([log.clock.at.getTime()])
    await log.rows('DELETE FROM jobs')
    await log.anchor()
    await log.note()
    expect(await due(log)).toEqual([])
  })

  it('has its anchor looked for when a bot starts, with every job dropped', async () => {
    const log = aLog(unusable)
    await log.note()
    await log.anchor()
    await log.rows('DELETE FROM jobs')
    await log.store.rebuildJobs()
    expect(await due(log)).toEqual([log.clock.at.getTime()])
  })
})

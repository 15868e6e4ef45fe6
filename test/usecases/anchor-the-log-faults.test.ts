import { describe, expect, it } from 'vitest'
import { MessengerFault } from '../../src/ports.ts'
import { anchorTheLog } from '../../src/usecases/anchor-the-log.ts'
import { AUDIT, policy } from '../builders.ts'
import { aLog, HOUR, MIDNIGHT, TS } from './anchoring.ts'

const unusable = new MessengerFault('unusable_channel', { slack: 'not_in_channel' })

describe('anchorTheLog, where the bot dies in it,', () => {
  it('looks for the message before it posts it again', async () => {
    const log = aLog(new Error('killed'))
    await log.note()
    await expect(log.anchor()).rejects.toThrow('killed')
    await log.note()
    await log.anchor()
    expect(log.posts).toEqual([
      { seq: 1, look: false },
      { seq: 1, look: true },
    ])
    expect(log.announced).toHaveLength(1)
    expect(await log.kinds()).toEqual(['stopped', 'stopped', 'anchored'])
  })

  it('says it on stdout at least once', async () => {
    const log = aLog()
    await log.note()
    const dying = { ...log.deps.anchors, trying: () => Promise.reject(new Error('killed')) }
    await expect(anchorTheLog({ ...log.deps, anchors: dying })).rejects.toThrow('killed')
    await log.anchor()
    expect(log.announced.map(({ seq }) => seq)).toEqual([1, 1])
    expect(log.posts).toEqual([{ seq: 1, look: false }])
  })

  it('notes once where it stands', async () => {
    const log = aLog()
    await log.note()
    const dying = {
      ...log.deps.anchors,
      posted: () => Promise.reject(new Error('killed')),
    }
    await expect(anchorTheLog({ ...log.deps, anchors: dying })).rejects.toThrow('killed')
    for (const _ of [1, 2]) await log.anchor()
    expect(log.posts).toEqual([
      { seq: 1, look: false },
      { seq: 1, look: true },
    ])
    expect(await log.kinds()).toEqual(['stopped', 'anchored'])
  })
})

describe('anchorTheLog, where two do it at once,', () => {
  it('notes once where it stands', async () => {
    const log = aLog()
    await log.note()
    const postAnchor = async () => {
      await log.anchor()
      return TS
    }
    await anchorTheLog({ ...log.deps, postAnchor })
    expect(await log.kinds()).toEqual(['stopped', 'anchored'])
  })
})

describe('anchorTheLog, where Slack does not take it,', () => {
  it('waits as long as Slack asks', async () => {
    const log = aLog(new MessengerFault('rate_limited', { retryAfterMs: 7_000 }))
    await log.note()
    expect(await log.anchor()).toBe(log.clock.at.getTime() + 7_000)
    await log.anchor()
    expect(log.posts.map(({ look }) => look)).toEqual([false, true])
  })

  it('leaves to the loop what Slack does not explain', async () => {
    const log = aLog(new MessengerFault('unknown'))
    await log.note()
    await expect(log.anchor()).rejects.toThrow('unknown')
  })

  it('tries again within the day, and says why in the log', async () => {
    const log = aLog(unusable, unusable)
    await log.note()
    expect(await log.anchor()).toBe(log.clock.at.getTime() + 15 * 60_000)
    expect(log.lines).toMatchObject([
      { level: 'warn', fields: { channel: AUDIT, refused: 'not_in_channel' } },
    ])
    log.wait(14.9 * HOUR)
    expect(await log.anchor()).toBe(MIDNIGHT)
    log.wait(60)
    expect(await log.anchor()).toBe(MIDNIGHT)
    expect(log.posts).toHaveLength(3)
    expect(await log.kinds()).toEqual(['stopped', 'anchored'])
  })

  it('gives it up with its day, with Slack’s word for why, and the next one covers it', async () => {
    const log = aLog(unusable, unusable)
    await log.note()
    await log.anchor()
    log.tomorrow()
    await log.anchor()
    log.tomorrow()
    await log.anchor()
    const gaveUp = { kind: 'post_given_up', post: 'anchor', to: AUDIT, slack: 'not_in_channel' }
    expect(log.written.map(({ entry }) => entry)).toMatchObject([
      { kind: 'stopped' },
      { ...gaveUp, seq: 1 },
      { ...gaveUp, seq: 2 },
      { kind: 'anchored', seq: 3 },
    ])
    expect(log.announced.map(({ seq }) => seq)).toEqual([1, 2, 3])
  })

  it('stays with the channel of its day when the policy names another one', async () => {
    const log = aLog(unusable)
    await log.note()
    await log.anchor()
    const moved = { ...policy, channel: 'C0ELSEWHERE' } as typeof policy
    await anchorTheLog({ ...log.deps, policy: moved })
    expect(log.written.at(-1)?.entry).toMatchObject({ kind: 'anchored', channel: AUDIT })
    await log.note()
    log.tomorrow()
    await anchorTheLog({ ...log.deps, policy: moved })
    expect(log.written.at(-1)?.entry).toMatchObject({ kind: 'anchored', channel: 'C0ELSEWHERE' })
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { isA, until } from '../../simulators/observed.ts'
import type { Slack } from '../../simulators/slack/start.ts'
import { auditOf, outcomeOf } from './audit.ts'
import { type Composed, compose } from './composed.ts'

const DAY_S = 86_400
const Payload = z.object({ seq: z.int(), hash: z.string(), at: z.string() })

const policy = ({ channels, groups }: Slack) =>
  [`channel: ${channels.audit}`, `requesters: [${groups.oncall}]`, 'approvals: 0', ''].join('\n')

let one: Composed
beforeAll(async () => {
  // No midnight comes but those that are passed.
  const noon = new Date(new Date().setUTCHours(12, 0, 0, 0))
  one = await compose(policy, undefined, { begins: noon })
}, 60_000)
afterAll(() => one[Symbol.asyncDispose]())

async function anchors() {
  const { audit } = one.stage.slack.channels
  return (await one.seen.transcript(audit)).filter(isA('cckm_anchor'))
}

/** The anchors, once there are as many, and the log says where the last one stands. */
async function anchored(count: number) {
  const told = () => auditOf(one.stage).filter(({ kind }) => kind === 'anchored').length
  const found = await until(anchors, (all) => all.length >= count && told() >= count)
  expect(found).toHaveLength(count)
  return found.map(({ metadata, text }) => ({ text, ...Payload.parse(metadata?.event_payload) }))
}

/** A day of the store's clock goes by, to the same hour of the next. */
const tomorrow = () => one.pass(DAY_S)

describe('the anchors of a log', () => {
  it('begin with its first entries, in the channel and on stdout', async () => {
    const [first] = await anchored(1)
    const { hash } = auditOf(one.stage)[(first?.seq ?? 0) - 1] ?? {}
    expect(first).toMatchObject({
      hash,
      text: expect.stringMatching(`^Audit log: #${first?.seq} · ${hash}\\n`),
    })
    const printed = one.log.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'anchor')
    expect(printed).toMatchObject([{ level: 70, anchor: { seq: first?.seq, hash, at: first?.at } }])
  })

  it('are one a day, however often the bot begins anew', async () => {
    for (const _ of [1, 2]) await one.restart()
    expect(await anchored(1)).toHaveLength(1)
  })

  it('cover on the next day what happened since', async () => {
    const { requester } = one.stage.slack.users
    await one.seen.type(requester, `rotate ${one.key.id}`)
    const { last } = await outcomeOf(one.stage, one.seen, one.key)
    tomorrow()
    const [, second] = await anchored(2)
    expect(second?.seq).toBeGreaterThanOrEqual(last?.seq ?? 0)
    expect(auditOf(one.stage)[(second?.seq ?? 0) - 1]?.hash).toBe(second?.hash)
  })

  it('are posted once where the bot dies before it notes that it did', async () => {
    await one.restart()
    tomorrow()
    one.before.set('anchors.posted', () => {
      throw new Error('killed')
    })
    await anchored(3)
    expect(one.before.has('anchors.posted')).toBe(false)
  })

  it('are given up with their day where the channel takes none, and the next one covers it', async () => {
    const channel = (set: object) => one.seen.world({ channel: { id: one.stage.slack.channels.audit, set } })
    await channel({ is_archived: true })
    await one.restart()
    tomorrow()
    await until(
      async () => one.log.join('\n'),
      (lines) => lines.includes('does not take the anchor'),
    )
    await channel({ is_archived: false })
    tomorrow()
    const [, , third, fourth] = await anchored(4)
    const given = auditOf(one.stage).filter(({ kind }) => kind === 'post_given_up')
    expect(given).toMatchObject([{ post: 'anchor', slack: 'is_archived' }])
    expect(Date.parse(fourth?.at ?? '') - Date.parse(third?.at ?? '')).toBeGreaterThan(DAY_S * 1_000)
  })
})

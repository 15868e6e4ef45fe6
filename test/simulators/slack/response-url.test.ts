import { describe, expect, it } from 'vitest'
import type { Slack } from '../../../simulators/slack/start.ts'
import { boltApp, get, post, slackForTest, type } from './harness.ts'

describe('response_url', () => {
  it('refuses the sixth use', async () => {
    const slack = await slackForTest()
    const url = await responseUrl(slack)

    const statuses: number[] = []
    for (let use = 1; use <= 5; use += 1) statuses.push((await post(slack, url, { text: `${use}` })).status)
    const sixth = await post(slack, url, { text: '6' })

    expect(statuses).toEqual([200, 200, 200, 200, 200])
    expect(sixth).toEqual({ status: 404, body: { ok: false, error: 'used_url' } })
  })

  it('refuses every use after thirty minutes', async () => {
    let now = 1_700_000_000_000
    const slack = await slackForTest({ now: () => now })
    const url = await responseUrl(slack)
    now += 30 * 60_000 + 1

    expect(await post(slack, url, { text: 'late' })).toEqual({
      status: 404,
      body: { ok: false, error: 'expired_url' },
    })
  })

  it('refuses invalid blocks, without spending a use', async () => {
    const slack = await slackForTest()
    const url = await responseUrl(slack)

    const refused = await post(slack, url, { text: 'x', blocks: [{ type: 'header' }] })

    expect(refused.status).toBe(400)
    expect(refused.body).toMatchObject({
      error: 'invalid_blocks',
      errors: ['missing required field: text [json-pointer:/blocks/0]'],
    })
  })

  it('replaces what it said before, and speaks to everybody when asked to', async () => {
    const slack = await slackForTest()
    const url = await responseUrl(slack)

    await post(slack, url, { text: 'loading' })
    await post(slack, url, { text: 'done', replace_original: true })
    await post(slack, url, { text: 'hello all', response_type: 'in_channel' })

    const seen = await get(slack, `/control/transcript?channel=${slack.channels.audit}`)
    expect(seen).toMatchObject([
      { text: 'done', edits: 1, ephemeralFor: slack.users.requester },
      { text: 'hello all', edits: 0 },
    ])
  })
})

async function responseUrl(slack: Slack): Promise<string> {
  const seen: string[] = []
  await boltApp(slack, (app) => {
    app.command('/cckm', async ({ ack, command }) => {
      seen.push(command.response_url)
      await ack()
    })
  })
  await type(slack, 'help')
  return seen[0] ?? ''
}

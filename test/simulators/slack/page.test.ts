import { describe, expect, it } from 'vitest'
import type { Screen } from '../../../simulators/web/wire.ts'
import { get, slackForTest, webClient } from './harness.ts'

const CARD = [{ type: 'section', block_id: 'standing', text: { type: 'plain_text', text: 'waiting' } }]

describe('the workspace page', () => {
  it('names everybody one may be', async () => {
    const slack = await slackForTest()
    const { requester, outsider } = slack.users
    expect(await get(slack, '/workspace/people')).toMatchObject(
      expect.arrayContaining([
        expect.objectContaining({ id: requester, role: 'requester', name: 'ann', kind: 'member' }),
        expect.objectContaining({ id: outsider, role: 'outsider', name: 'otto', kind: 'member' }),
      ]),
    )
  })

  it('shows an ephemeral message to its reader alone', async () => {
    const slack = await slackForTest()
    const { requester, approver1 } = slack.users
    const channel = slack.channels.audit
    await webClient(slack).chat.postEphemeral({ channel, user: requester, text: 'psst' })

    expect(messagesIn(await screen(slack, requester), channel)).toMatchObject([
      { text: 'psst', onlyYou: true },
    ])
    expect(messagesIn(await screen(slack, approver1), channel)).toEqual([])
  })

  it('shows blocks as they were sent, replies below their parent, and how often the app redrew it', async () => {
    const slack = await slackForTest()
    const channel = slack.channels.audit
    const { chat } = webClient(slack)
    const { ts = '' } = await chat.postMessage({ channel, text: 'card', blocks: CARD })
    await chat.postMessage({ channel, text: 'line', thread_ts: ts })
    await chat.update({ channel, ts, text: 'card', blocks: CARD })

    const [card] = messagesIn(await screen(slack, slack.users.requester), channel)
    expect(card).toMatchObject({ ts, blocks: CARD, edits: 1, edited: false, thread: [{ text: 'line' }] })
  })

  it('lets people see only the channels that they are in', async () => {
    const slack = await slackForTest()
    const { channels } = await screen(slack, slack.users.stranger)
    expect(channels.map(({ id }) => id)).toEqual([slack.channels.shared])
  })

  it('knows the commands of the manifest and how they go on', async () => {
    const slack = await slackForTest()
    const { app } = await screen(slack, slack.users.requester)
    expect(app.commands).toMatchObject([{ command: '/cckm', usages: expect.arrayContaining(['whoami']) }])
  })

  it('takes what people write to each other, and mentions in it', async () => {
    const slack = await slackForTest()
    const { requester: user } = slack.users
    const channel = slack.channels.oncall
    const body = JSON.stringify({ user, channel, text: ` <@${user}|ann> & co ` })
    const answer = await fetch(new URL('/workspace/message', slack.workspaceUrl), { method: 'POST', body })

    expect(answer.status).toBe(200)
    expect(messagesIn(await screen(slack, user), channel)).toMatchObject([
      { user, text: `<@${user}|ann> &amp; co` },
    ])
  })

  it('tells why Slack refused what the app sent', async () => {
    const slack = await slackForTest()
    const text = 'x'.repeat(3001)
    const blocks = [{ type: 'section', text: { type: 'plain_text', text } }]
    await webClient(slack)
      .chat.postMessage({ channel: slack.channels.audit, text: 'card', blocks })
      .catch(() => {})

    const { refused } = await screen(slack, slack.users.requester)
    expect(refused).toMatchObject([
      {
        method: 'chat.postMessage',
        error: 'invalid_blocks',
        reasons: [expect.stringContaining('/blocks/0')],
      },
    ])
  })

  it('has no demo beside it when it was started alone', async () => {
    const slack = await slackForTest()
    expect((await fetch(new URL('/demo/bot', slack.workspaceUrl))).status).toBe(404)
  })
})

function screen(slack: Awaited<ReturnType<typeof slackForTest>>, as: string): Promise<Screen> {
  return get(slack, `/workspace/screen?as=${as}`) as Promise<Screen>
}

function messagesIn({ conversations }: Screen, channel: string) {
  return conversations.find(({ id }) => id === channel)?.messages ?? []
}

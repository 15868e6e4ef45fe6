import type { App } from '@slack/bolt'
import type { KnownBlock } from '@slack/types'
import { describe, expect, it } from 'vitest'
import type { Slack } from '../../../simulators/slack/start.ts'
import { act, boltApp, get, post, slackForTest, webClient } from './harness.ts'

const plain = (text: string) => ({ type: 'plain_text' as const, text })

const card: KnownBlock[] = [
  { type: 'section', text: plain('R-1') },
  {
    type: 'actions',
    block_id: 'decision',
    elements: [
      { type: 'button', action_id: 'approve', text: plain('Approve'), value: 'R-1', style: 'primary' },
      {
        type: 'static_select',
        action_id: 'period',
        options: ['90', '365'].map((value) => ({ text: plain(`${value} days`), value })),
      },
      { type: 'overflow', action_id: 'more', options: [{ text: plain('Show'), value: 'show' }] },
    ],
  },
]

describe('press', () => {
  it('lets the app redraw its card by chat.update', async () => {
    const { slack, ts } = await posted((app) => {
      app.action('approve', async ({ ack, client, body }) => {
        await ack()
        const { channel, message } = body as { channel: { id: string }; message: { ts: string } }
        await client.chat.update({ channel: channel.id, ts: message.ts, text: 'approved', blocks: [] })
        await client.chat.postMessage({ channel: body.user.id, text: 'done' })
      })
    })

    const outcome = await press(slack, { ts, actionId: 'approve', wait: 2000, until: 1 })

    expect(outcome).toMatchObject({ ack: {}, replies: [{ via: 'dm', text: 'done' }] })
    expect(await transcript(slack)).toMatchObject([{ text: 'approved', blocks: [], edits: 1 }])
  })

  it('lets the app replace the card by its response_url', async () => {
    const { slack, ts } = await posted((app) => {
      app.action('approve', async ({ ack, respond }) => {
        await ack()
        await respond({ replace_original: true, text: 'replaced' })
      })
    })

    const outcome = await press(slack, { ts, actionId: 'approve', wait: 2000, until: 1 })

    expect(outcome).toMatchObject({ replies: [{ via: 'response_url', text: 'replaced' }] })
    expect(await transcript(slack)).toMatchObject([{ text: 'replaced', edits: 1 }])
  })

  it('tells the app who pressed what, where and when', async () => {
    const { slack, ts, bodies } = await listening()

    await press(slack, { ts, actionId: 'approve' })

    const { audit } = slack.channels
    expect(bodies).toMatchObject([
      {
        type: 'block_actions',
        user: { id: slack.users.requester, team_id: slack.teamId },
        team: { id: slack.teamId },
        container: { type: 'message', message_ts: ts, channel_id: audit, is_ephemeral: false },
        channel: { id: audit, name: 'kms-audit' },
        message: { ts, blocks: [{}, { block_id: 'decision' }] },
        state: { values: { decision: { period: { type: 'static_select', selected_option: null } } } },
        actions: [
          {
            type: 'button',
            action_id: 'approve',
            block_id: 'decision',
            value: 'R-1',
            action_ts: expect.stringMatching(/^\d+\.\d{6}$/),
          },
        ],
      },
    ])
  })

  it('chooses an option, and sends the one that the menu has', async () => {
    const { slack, ts, bodies } = await listening()
    await press(slack, { ts, actionId: 'period', value: '365' })
    await press(slack, { ts, actionId: 'more', value: 'show' })

    const chosen = bodies.flatMap(({ actions }) => actions)
    expect(chosen).toMatchObject([
      { type: 'static_select', selected_option: { value: '365', text: { text: '365 days' } } },
      { type: 'overflow', selected_option: { value: 'show' } },
    ])
  })

  it('sends a value that is not the button’s, and a button that is not there, only as asked', async () => {
    const { slack, ts, bodies } = await listening()

    expect(await press(slack, { ts, actionId: 'other' })).toEqual({ error: expect.stringMatching(/other/) })
    await press(slack, { ts, actionId: 'approve', value: 'R-2' })
    await press(slack, { ts, actionId: 'other', value: 'R-3', forge: true })

    expect(bodies.flatMap(({ actions }) => actions)).toMatchObject([
      { action_id: 'approve', value: 'R-2' },
      { action_id: 'other', value: 'R-3' },
    ])
  })

  it('sends a press on a message that is gone only as asked', async () => {
    const { slack, ts, bodies } = await listening()
    await post(slack, '/control/world', { deleteMessage: { channel: slack.channels.audit, ts } })
    const late = { ts, actionId: 'approve', value: 'R-1' }

    expect(await press(slack, late)).toEqual({ error: expect.stringMatching(/sees no message/) })
    await press(slack, { ...late, forge: true })

    expect(bodies).toMatchObject([{ container: { message_ts: ts }, actions: [{ value: 'R-1' }] }])
    expect(bodies).not.toMatchObject([{ message: {} }])
  })

  it('refuses a message that the person cannot see', async () => {
    const slack = await slackForTest()
    const channel = slack.channels.audit
    const { message_ts: ts } = await webClient(slack).chat.postEphemeral({
      channel,
      user: slack.users.approver1,
      text: 'x',
      blocks: card,
    })
    expect(await press(slack, { ts, actionId: 'approve' })).toEqual({
      error: expect.stringMatching(/sees no message/),
    })
    expect(await press(slack, { ts, actionId: 'approve', user: slack.users.approver1 })).toMatchObject({
      error: 'dispatch_failed',
    })
  })
})

interface ActionsBody {
  readonly actions: readonly Record<string, unknown>[]
}

async function listening() {
  const bodies: ActionsBody[] = []
  const { slack, ts } = await posted((app) => {
    app.action(/.*/, async ({ ack, body }) => {
      bodies.push(body as unknown as ActionsBody)
      await ack()
    })
  })
  return { slack, ts, bodies }
}

async function posted(register: (app: App) => void) {
  const slack = await slackForTest()
  await boltApp(slack, register)
  const { ts } = await webClient(slack).chat.postMessage({
    channel: slack.channels.audit,
    text: 'R-1',
    blocks: card,
  })
  return { slack, ts }
}

function press(slack: Slack, what: Record<string, unknown>) {
  return act(slack, 'press', { user: slack.users.requester, channel: slack.channels.audit, ...what })
}

function transcript(slack: Slack): Promise<unknown> {
  return get(slack, `/control/transcript?channel=${slack.channels.audit}`)
}

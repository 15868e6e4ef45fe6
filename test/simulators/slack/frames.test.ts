import { once } from 'node:events'
import { describe, expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import type { Slack } from '../../../simulators/slack/start.ts'
import { form } from './form.ts'
import { act, errorOf, get, post, slackForTest, type, webClient } from './harness.ts'

interface Frame {
  readonly type: string
  readonly reason?: string
  readonly [field: string]: unknown
}

describe('the frames of Socket Mode', () => {
  it('greet with the number of connections and the app', async () => {
    const slack = await slackForTest()
    await connect(slack)
    const { frames } = await connect(slack)
    expect(frames).toMatchObject([
      {
        type: 'hello',
        num_connections: 2,
        debug_info: { approximate_connection_time: 18_060 },
        connection_info: { app_id: expect.stringMatching(/^A/) },
      },
    ])
  })

  it('turn the eleventh connection away', async () => {
    const slack = await slackForTest()
    for (let count = 1; count <= 10; count += 1) await connect(slack)
    const { frames, closed } = await connect(slack)
    await closed
    expect(frames).toMatchObject([{ type: 'disconnect', reason: 'too_many_websockets' }])
    expect(await get(slack, '/control/state')).toEqual({ connections: 10, opened: 10 })
  })

  it('announce a short life to whoever asks for it', async () => {
    const slack = await slackForTest()
    const { frames } = await connect(slack, '&debug_reconnects=true')
    expect(frames).toMatchObject([{ debug_info: { approximate_connection_time: 360 } }])
  })

  it.each([
    ['refresh', 'refresh_requested'],
    ['warning', 'warning'],
    ['disable', 'link_disabled'],
  ])('say goodbye on %s with %s', async (action, reason) => {
    const slack = await slackForTest()
    const { frames, next } = await connect(slack)
    const said = next()
    await post(slack, '/control/socket', { do: action })
    await said
    expect(frames.at(-1)).toMatchObject({ type: 'disconnect', reason })
  })

  it('say of each payload whether its ack may carry an answer', async () => {
    const slack = await slackForTest()
    const { audit: channel } = slack.channels
    const user = slack.users.requester
    const client = webClient(slack)
    const elements = [{ type: 'external_select', action_id: 'key', min_query_length: 0 }]
    const { ts } = await client.chat.postMessage({
      channel,
      text: 'x',
      blocks: [{ type: 'actions', elements }] as never,
    })
    const { triggerId: trigger_id = '' } = await type(slack, 'x')
    const { view } = await client.views.open({ trigger_id, view: form({ notify_on_close: true }) })
    const { frames } = await connect(slack)

    const ask = { user, channel, ts, actionId: 'key', value: 'x' }
    await type(slack, 'x')
    await act(slack, 'press', ask)
    await act(slack, 'suggest', ask)
    await act(slack, 'submit', { user, viewId: view?.id })
    await act(slack, 'shortcut', { user, callbackId: 'x' })
    await act(slack, 'shortcut', { user, callbackId: 'x', channel, ts })
    await act(slack, 'home', { user })
    expect(await errorOf(client.views.update({ view_id: view?.id ?? '', view: form() }))).toBe('not_found')

    const seen = frames.slice(1).map(({ type: envelope, payload, accepts_response_payload }) => {
      const { type: kind = 'command' } = payload as { type?: string }
      return [envelope, kind, accepts_response_payload]
    })
    expect(seen).toEqual([
      ['slash_commands', 'command', true],
      ['interactive', 'block_actions', false],
      ['interactive', 'block_suggestion', true],
      ['interactive', 'view_submission', true],
      ['interactive', 'shortcut', false],
      ['interactive', 'message_action', false],
      ['events_api', 'event_callback', false],
    ])
    expect(frames.at(-1)).toMatchObject({ retry_attempt: 0, retry_reason: '' })
  })
})

/** A bare socket that acks whatever comes, with an answer that suits a suggestion. */
async function connect({ apiUrl, appToken }: Slack, more = '') {
  const headers = { authorization: `Bearer ${appToken}` }
  const answer = await fetch(`${apiUrl}apps.connections.open`, { method: 'POST', headers })
  const { url } = (await answer.json()) as { url: string }
  const socket = new WebSocket(url + more)
  const frames: Frame[] = []
  const first = once(socket, 'message')
  const closed = once(socket, 'close')
  socket.on('message', (data) => {
    const frame: Frame = JSON.parse(String(data))
    frames.push(frame)
    const { envelope_id } = frame
    const payload = (frame.payload as { type?: string })?.type === 'block_suggestion' ? { options: [] } : {}
    if (envelope_id) socket.send(JSON.stringify({ envelope_id, payload }))
  })
  onTestFinished(() => socket.terminate())
  await first
  return { frames, closed, next: () => once(socket, 'message') }
}

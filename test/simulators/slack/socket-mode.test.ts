import { describe, expect, it, vi } from 'vitest'
import { get, post, slackForTest, socketClient, type, webClient } from './harness.ts'

describe('Socket Mode', () => {
  it('delivers each envelope to exactly one of the open connections', async () => {
    const slack = await slackForTest()
    const clients = [await socketClient(slack, {}), await socketClient(slack, {})]

    for (let round = 0; round < 4; round += 1) await type(slack, `round ${round}`)

    expect(clients.map(({ received }) => received.length)).toEqual([2, 2])
    expect(new Set(clients.flatMap(({ received }) => received)).size).toBe(4)
  })

  it('delivers the same envelope again when asked to', async () => {
    const slack = await slackForTest()
    const { received } = await socketClient(slack, {})

    await type(slack, 'twice', { repeat: 2, wait: 50 })

    expect(received).toHaveLength(2)
    expect(new Set(received).size).toBe(1)
  })

  it('tells the person dispatch_failed when no connection is open', async () => {
    const slack = await slackForTest()

    expect(await type(slack, 'help')).toMatchObject({
      ack: null,
      ackMs: null,
      error: 'dispatch_failed',
      replies: [],
    })
    expect(await get(slack, `/control/transcript?channel=${slack.channels.audit}`)).toMatchObject([
      { text: '/cckm failed with the error "dispatch_failed"', ephemeralFor: slack.users.requester },
    ])
  })

  it('refreshes the oldest connection and leaves the other to take the commands', async () => {
    const slack = await slackForTest()
    const [oldest, other] = [await socketClient(slack, {}), await socketClient(slack, {})]

    await post(slack, '/control/socket', { do: 'refresh' })
    await type(slack, 'one')
    await type(slack, 'two')

    expect([oldest.received.length, other.received.length]).toEqual([0, 2])
  })

  it('kills every connection at once', async () => {
    const slack = await slackForTest()
    const { received } = await socketClient(slack, {})

    const killed = await post(slack, '/control/socket', { do: 'kill' })

    expect(killed.body).toEqual({ connections: 1 })
    await vi.waitFor(async () =>
      expect(await get(slack, '/control/state')).toEqual({ connections: 0, opened: 1 }),
    )
    expect(received).toEqual([])
  })

  it('opens connections for the app-level token only', async () => {
    const slack = await slackForTest()

    const refused = webClient(slack).apps.connections.open({})

    await expect(refused).rejects.toMatchObject({ data: { error: 'not_allowed_token_type' } })
  })

  it('shows invalid_command_response when the ack carries blocks that Slack refuses', async () => {
    const slack = await slackForTest()
    await socketClient(slack, { text: 'x', blocks: [{ type: 'no_such_block' }] })

    expect(await type(slack, 'help')).toMatchObject({ error: 'invalid_command_response' })
  })
})

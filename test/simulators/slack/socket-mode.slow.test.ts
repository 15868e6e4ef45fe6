import { SocketModeClient } from '@slack/socket-mode'
import { describe, expect, it, onTestFinished } from 'vitest'
import { act, get, QUIET, slackForTest, socketClient, type } from './harness.ts'

describe('the ack timer', () => {
  it('gives up after three seconds and tells the person operation_timeout', async () => {
    const slack = await slackForTest()
    const { received } = await socketClient(slack)

    const started = performance.now()
    const outcome = await type(slack, 'help')
    const waited = performance.now() - started

    expect(outcome).toMatchObject({ ack: null, ackMs: null, error: 'operation_timeout' })
    expect(received).toHaveLength(1)
    expect(waited).toBeGreaterThan(2900)
    expect(waited).toBeLessThan(4000)
    expect(await get(slack, `/control/transcript?channel=${slack.channels.audit}`)).toMatchObject([
      { text: expect.stringMatching(/^\/cckm failed because the app did not respond\./) },
    ])
  })
})

describe('events', () => {
  it('come again at once when they were not acked, with the number of the try and the reason', async () => {
    const slack = await slackForTest()
    const tries: unknown[] = []
    const client = new SocketModeClient({
      appToken: slack.appToken,
      autoReconnectEnabled: false,
      clientOptions: { slackApiUrl: slack.apiUrl },
      logger: QUIET,
    })
    onTestFinished(() => client.disconnect())
    const again = new Promise<void>((resolve) => {
      client.on('app_home_opened', async ({ ack, retry_num, retry_reason }) => {
        tries.push([retry_num, retry_reason])
        if (tries.length < 2) return
        await ack()
        resolve()
      })
    })
    await client.start()

    const outcome = await act(slack, 'home', { user: slack.users.requester })
    await again

    expect(outcome).toMatchObject({ ack: null, error: 'operation_timeout' })
    expect(tries).toEqual([
      [0, ''],
      [1, 'timeout'],
    ])
  })
})

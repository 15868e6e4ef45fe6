import { describe, expect, it } from 'vitest'
import { get, slackForTest, socketClient, type } from './harness.ts'

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
      { text: '/cckm failed with the error "operation_timeout"' },
    ])
  })
})

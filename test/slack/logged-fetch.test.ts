import { describe, expect, it } from 'vitest'
import { loggedFetch } from '../../src/slack/logged-fetch.ts'
import { later, T0 } from '../builders.ts'
import { slackForTest } from '../simulators/slack/harness.ts'
import { client, fault, keptLog, nobodyAt } from './harness.ts'

function ticking() {
  let seconds = 0
  return () => later(seconds++, T0)
}

describe('loggedFetch', () => {
  it('notes the method, the status and the time', async () => {
    const slack = await slackForTest()
    const { log, lines } = keptLog()
    const response = await loggedFetch(log, ticking())(`${slack.apiUrl}api.test`, { method: 'POST' })
    expect(response.status).toBe(200)
    expect(lines).toEqual([
      { level: 'debug', sentence: 'slack answered', fields: { method: 'api.test', status: 200, ms: 1_000 } },
    ])
  })

  it('notes a refusal at the HTTP level with its status', async () => {
    const slack = await slackForTest()
    const { log, lines } = keptLog()
    await fault(slack, 'api.test', '500')
    await loggedFetch(log, ticking())(`${slack.apiUrl}api.test`)
    expect(lines).toMatchObject([{ fields: { status: 500 } }])
  })

  it('warns with the code when nobody answers, and throws on', async () => {
    const { log, lines } = keptLog()
    const url = await nobodyAt('/api/chat.postMessage')
    await expect(loggedFetch(log, ticking())(url)).rejects.toThrow()
    expect(lines).toEqual([
      {
        level: 'warn',
        sentence: 'slack did not answer',
        fields: { method: 'chat.postMessage', ms: 1_000, cause: 'ECONNREFUSED' },
      },
    ])
  })

  it.each(['/commands/T0/secret/secret', '/api/secret?token=secret', '/api/secret/secret'])(
    'writes no address that could be a secret: %s',
    async (path) => {
      const { log, lines } = keptLog()
      await loggedFetch(log, ticking())(await nobodyAt(path)).catch(() => {})
      expect(lines).toMatchObject([{ fields: { method: 'response_url' } }])
      expect(JSON.stringify(lines)).not.toContain('secret')
    },
  )

  it("is what the bot's clients call through, once per call: they repeat nothing", async () => {
    const slack = await slackForTest()
    const { log, lines } = keptLog()
    await fault(slack, 'chat.postMessage', '500')
    const call = client(slack, log).chat.postMessage({ channel: slack.channels.audit, text: 'my secret' })
    await expect(call).rejects.toThrow()
    expect(lines).toMatchObject([{ fields: { method: 'chat.postMessage', status: 500 } }])
    expect(JSON.stringify(lines)).not.toContain('secret')
  })
})

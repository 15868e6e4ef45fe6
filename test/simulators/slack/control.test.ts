import { request } from 'node:http'
import { describe, expect, it } from 'vitest'
import type { Slack } from '../../../simulators/slack/start.ts'
import { errorOf, get, post, slackForTest, type, webClient } from './harness.ts'

describe('who may use the control paths', () => {
  it.each(['evil.example', '127.0.0.1.evil.example', 'localhost.evil.example:80'])(
    'refuses the Host %s',
    async (host) => {
      const slack = await slackForTest()
      expect(await statusFor(slack, '/control/state', { host })).toBe(403)
      expect(await statusFor(slack, '/workspace', { host })).toBe(403)
    },
  )

  it.each(['127.0.0.1', 'localhost:1', '[::1]:65535'])('accepts the Host %s', async (host) => {
    const slack = await slackForTest()
    expect(await statusFor(slack, '/control/state', { host })).toBe(200)
  })

  it.each(['https://evil.example', 'http://localhost:1', 'null'])('refuses the Origin %s', async (origin) => {
    const slack = await slackForTest()
    expect(await statusFor(slack, '/control/state', { origin })).toBe(403)
  })

  it('accepts its own Origin', async () => {
    const slack = await slackForTest()
    expect(await statusFor(slack, '/control/state', { origin: slack.controlUrl })).toBe(200)
  })
})

describe('bad control input', () => {
  it.each([
    ['/control/command', {}, /user/],
    ['/control/command', { user: 'U0', channel: 'C0', command: '/cckm' }, /There is no user U0/],
    ['/control/world', {}, /nothing to change/],
    ['/control/world', { user: { id: 'U0', set: {} } }, /There is no user U0/],
    ['/control/fault', { method: 'chat.postMessage', kind: 'No Such' }, /kind/],
    ['/control/socket', { do: 'dance' }, /do/],
    ['/control/press', { user: 'U0', actionId: 'x' }, /There is no user U0/],
    ['/control/submit', { user: 'U0', viewId: 'V0', colour: 1 }, /colour/],
    ['/control/shortcut', { user: 'U0', callbackId: 'x', channel: 'C0' }, /channel and ts/],
    ['/control/home', { user: 'U0' }, /There is no user U0/],
  ])('answers %s %j with 400 and a sentence', async (path, body, sentence) => {
    const slack = await slackForTest()
    const answer = await post(slack, path, body)
    expect(answer).toEqual({ status: 400, body: { error: expect.stringMatching(sentence) } })
  })
})

describe('faults', () => {
  it('refuses as often as asked with the error named, and works again', async () => {
    const slack = await slackForTest()
    const client = webClient(slack)
    await post(slack, '/control/fault', { method: 'chat.postMessage', kind: 'internal_error', times: 2 })
    const call = () => errorOf(client.chat.postMessage({ channel: slack.channels.audit, text: 'x' }))

    expect([await call(), await call(), await call()]).toEqual([
      'internal_error',
      'internal_error',
      'no error',
    ])
  })

  it('drops the answer after the message was stored', async () => {
    const slack = await slackForTest()
    await post(slack, '/control/fault', { method: 'chat.postMessage', kind: 'drop_after_commit' })

    const call = webClient(slack).chat.postMessage({ channel: slack.channels.audit, text: 'x' })

    await expect(call).rejects.toMatchObject({ code: 'slack_webapi_request_error' })
    expect(await get(slack, `/control/transcript?channel=${slack.channels.audit}`)).toMatchObject([
      { text: 'x' },
    ])
    expect(await get(slack, '/control/calls')).toMatchObject([
      { method: 'chat.postMessage', ok: true, status: 0 },
    ])
  })

  it('answers as ever when it is slow, only later, and does the work no sooner', async () => {
    const slack = await slackForTest()
    await post(slack, '/control/fault', { method: 'users.info', kind: 'slow', ms: 200 })
    const { guest } = slack.users
    const started = performance.now()

    const answer = webClient(slack).users.info({ user: guest })
    await post(slack, '/control/world', { user: { id: guest, set: { deleted: true } } })

    expect(await answer).toMatchObject({ user: { id: guest, deleted: true } })
    expect(performance.now() - started).toBeGreaterThan(190)
    expect(await get(slack, '/control/calls')).toMatchObject([
      { method: 'users.info', ok: true, status: 200 },
    ])
  })

  it.each([
    ['429', 'slack_webapi_rate_limited_error'],
    ['500', 'slack_webapi_http_error'],
    ['503', 'slack_webapi_http_error'],
    ['hang', 'slack_webapi_request_error'],
  ])('answers %s without storing anything', async (kind, code) => {
    const slack = await slackForTest()
    await post(slack, '/control/fault', { method: 'chat.postMessage', kind, ms: 50 })

    const call = webClient(slack).chat.postMessage({ channel: slack.channels.audit, text: 'x' })

    await expect(call).rejects.toMatchObject({ code })
    expect(await get(slack, `/control/transcript?channel=${slack.channels.audit}`)).toEqual([])
  })
})

describe('a fault of no kind', () => {
  it('drops those of its method that still wait, and no others', async () => {
    const slack = await slackForTest()
    for (const method of ['users.info', 'auth.test'])
      await post(slack, '/control/fault', { method, kind: '503', times: 100 })
    await post(slack, '/control/fault', { method: 'users.info', kind: 'none' })

    const user = slack.users.requester
    expect(await webClient(slack).users.info({ user })).toMatchObject({ ok: true })
    await expect(webClient(slack).auth.test()).rejects.toThrow()
  })
})

describe('reset', () => {
  it('brings back the world, the ids and an empty log', async () => {
    const slack = await slackForTest()
    const client = webClient(slack)
    const { audit } = slack.channels
    await client.chat.postMessage({ channel: audit, text: 'x' })
    await post(slack, '/control/world', { channel: { id: audit, set: { is_archived: true } } })
    await post(slack, '/control/fault', { method: 'auth.test', kind: 'internal_error' })

    await post(slack, '/control/reset', {})

    expect(await get(slack, '/control/calls')).toEqual([])
    expect(await get(slack, `/control/transcript?channel=${audit}`)).toEqual([])
    expect(await errorOf(client.auth.test())).toBe('no error')
    expect(await errorOf(client.chat.postMessage({ channel: audit, text: 'x' }))).toBe('no error')
  })
})

describe('command', () => {
  it('delivers the trigger id that the caller names', async () => {
    const slack = await slackForTest()
    expect(await type(slack, 'help', { triggerId: '1.2.abc' })).toMatchObject({ triggerId: '1.2.abc' })
  })
})

function statusFor(slack: Slack, path: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request(new URL(path, slack.controlUrl), { headers }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    sent.on('error', reject)
    sent.end()
  })
}

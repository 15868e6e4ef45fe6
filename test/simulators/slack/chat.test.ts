import { describe, expect, it } from 'vitest'
import type { Slack } from '../../../simulators/slack/start.ts'
import { errorOf, get, post, slackForTest, webClient } from './harness.ts'

const section = { type: 'section', text: { type: 'mrkdwn', text: 'drawn' } }

describe('chat.postMessage', () => {
  it('refuses an empty message', async () => {
    const slack = await slackForTest()
    const empty = postMessage(slack, { channel: slack.channels.audit })
    expect(await empty).toEqual({ ok: false, error: 'no_text' })
  })

  it('refuses invalid blocks with a pointer to the place', async () => {
    const slack = await slackForTest()
    const blocks = [section, { type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }]
    const call = webClient(slack).chat.postMessage({ channel: slack.channels.audit, text: 'x', blocks })

    await expect(call).rejects.toMatchObject({
      data: {
        error: 'invalid_blocks',
        errors: ['must be less than 151 characters [json-pointer:/blocks/1/text/text]'],
        response_metadata: {
          messages: ['[ERROR] must be less than 151 characters [json-pointer:/blocks/1/text/text]'],
        },
      },
    })
  })

  it('refuses more than a hundred attachments', async () => {
    const slack = await slackForTest()
    const send = (count: number) => {
      const attachments = Array(count).fill({ text: 'x' })
      return postMessage(slack, { channel: slack.channels.audit, text: 'x', attachments })
    }
    expect(await send(100)).toMatchObject({ ok: true })
    expect(await send(101)).toEqual({ ok: false, error: 'too_many_attachments' })
  })

  it('answers 429 with Retry-After to more than a short burst, per channel', async () => {
    const slack = await slackForTest({ postLimit: true, now: () => 1_700_000_000_000 })
    const client = webClient(slack)
    const { audit, oncall } = slack.channels
    for (const text of ['1', '2', '3']) await client.chat.postMessage({ channel: audit, text })

    await expect(client.chat.postMessage({ channel: audit, text: '4' })).rejects.toMatchObject({
      retryAfter: 1,
    })
    await expect(client.chat.postMessage({ channel: oncall, text: '1' })).resolves.toMatchObject({ ok: true })
    await post(slack, '/control/world', { postLimit: false })
    await expect(client.chat.postMessage({ channel: audit, text: '4' })).resolves.toMatchObject({ ok: true })
  })

  it('drops metadata whose event_type has other characters, with a warning', async () => {
    const slack = await slackForTest()
    const metadata = { event_type: 'cckm.rotate', event_payload: { id: 1 } }
    const posted = await webClient(slack).chat.postMessage({
      channel: slack.channels.audit,
      text: 'x',
      metadata,
    })

    expect(posted).toMatchObject({ ok: true, response_metadata: { warnings: ['invalid_metadata_schema'] } })
    expect(await transcript(slack)).toMatchObject([{ text: 'x', metadata: null }])
  })

  it('refuses metadata without a payload', async () => {
    const slack = await slackForTest()
    const body = { channel: slack.channels.audit, text: 'x', metadata: { event_type: 'a' } }
    expect(await postMessage(slack, body)).toEqual({ ok: false, error: 'invalid_metadata_format' })
  })

  it('puts a reply in the thread and refuses one to a message that is gone', async () => {
    const slack = await slackForTest()
    const client = webClient(slack)
    const channel = slack.channels.audit
    const { ts = '' } = await client.chat.postMessage({ channel, text: 'card' })
    await client.chat.postMessage({ channel, text: 'line', thread_ts: ts })

    expect(await transcript(slack)).toMatchObject([{ text: 'card', thread: [{ text: 'line' }] }])
    const lost = client.chat.postMessage({ channel, text: 'line', thread_ts: '1.000001' })
    expect(await errorOf(lost)).toBe('thread_not_found')
  })
})

describe('chat.update', () => {
  it('removes the blocks when it gives text alone, keeps the metadata and counts the edit', async () => {
    const slack = await slackForTest()
    const client = webClient(slack)
    const channel = slack.channels.audit
    const metadata = { event_type: 'card', event_payload: { id: 7 } }
    const { ts = '' } = await client.chat.postMessage({ channel, text: 'old', blocks: [section], metadata })

    await client.chat.update({ channel, ts, text: 'new' })

    expect(await transcript(slack)).toMatchObject([{ text: 'new', blocks: [], metadata, edits: 1 }])
  })

  it('refuses a text of more than 4000 characters and a message that is gone', async () => {
    const slack = await slackForTest()
    const client = webClient(slack)
    const channel = slack.channels.audit
    const { ts = '' } = await client.chat.postMessage({ channel, text: 'old' })

    expect(await errorOf(client.chat.update({ channel, ts, text: 'x'.repeat(4001) }))).toBe('msg_too_long')
    await post(slack, '/control/world', { deleteMessage: { channel, ts } })
    expect(await errorOf(client.chat.update({ channel, ts, text: 'x' }))).toBe('message_not_found')
  })
})

describe('chat.getPermalink', () => {
  it('gives a link that opens the workspace page at the channel', async () => {
    const slack = await slackForTest()
    const client = webClient(slack)
    const channel = slack.channels.audit
    const { ts = '' } = await client.chat.postMessage({ channel, text: 'x' })

    const { permalink = '' } = await client.chat.getPermalink({ channel, message_ts: ts })

    expect(permalink).toBe(`${slack.controlUrl}/archives/${channel}/p${ts.replace('.', '')}`)
    const opened = await fetch(permalink, { redirect: 'manual' })
    expect(opened.headers.get('location')).toBe(`/?channel=${channel}&message=p${ts.replace('.', '')}`)
  })
})

/** A call with a JSON body, which the SDK never sends. */
async function postMessage({ apiUrl, botToken }: Slack, body: unknown): Promise<unknown> {
  const headers = { authorization: `Bearer ${botToken}`, 'content-type': 'application/json; charset=utf-8' }
  const response = await fetch(`${apiUrl}chat.postMessage`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  })
  return response.json()
}

function transcript(slack: Slack): Promise<unknown> {
  return get(slack, `/control/transcript?channel=${slack.channels.audit}`)
}

import { describe, expect, it } from 'vitest'
import { COMMANDS } from '../../src/commands/registry.ts'
import type { Reply } from '../../src/core/reply.ts'
import { MessengerFault } from '../../src/ports.ts'
import { createAnswer } from '../../src/slack/answer.ts'
import { aKey } from '../builders.ts'
import { boltApp, post, slackForTest, type } from '../simulators/slack/harness.ts'
import {
  callsTo,
  change,
  channel,
  client,
  fault,
  keptLog,
  nobodyAt,
  now,
  person,
  transcript,
} from './harness.ts'

const help = { kind: 'help', help: COMMANDS } as const

const found: Reply = {
  ...{
    kind: 'found',
    sought: { text: 'pay' },
    keys: [aKey()],
    first: 0,
    total: 1,
    cut: false,
    nearest: [],
    more: null,
  },
}

async function answerForTest() {
  const clock = { at: 1_700_000_000_000 }
  const slack = await slackForTest({ now: () => clock.at })
  const responseUrl = await responseUrlOf(slack)
  const { log, lines } = keptLog()
  const input = {
    by: person(slack.users.requester),
    channel: channel(slack.channels.audit),
    responseUrl,
  }
  const answer = createAnswer({ interactive: client(slack), command: '/cckm', log, now })
  return {
    ...{ slack, clock, lines, input },
    answer: (more: object = {}, reply: Reply = help) => answer({ ...input, ...more }, reply),
  }
}

async function responseUrlOf(slack: Awaited<ReturnType<typeof slackForTest>>): Promise<string> {
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

describe('answer', () => {
  it('comes over the response_url, to the person alone', async () => {
    const { slack, answer } = await answerForTest()
    await answer()
    expect(await transcript(slack)).toMatchObject([
      { ephemeralFor: slack.users.requester, blocks: [{ block_id: 'about' }, { block_id: 'commands' }] },
    ])
    expect(await callsTo(slack, 'chat.postEphemeral')).toEqual([])
  })

  it('comes as an ephemeral message when the response_url is used up', async () => {
    const { slack, answer, input } = await answerForTest()
    for (let use = 1; use <= 5; use += 1) await post(slack, input.responseUrl, { text: `${use}` })
    await answer()
    expect(await callsTo(slack, 'chat.postEphemeral')).toMatchObject([{ ok: true }])
    expect((await transcript(slack)).at(-1)).toMatchObject({ ephemeralFor: slack.users.requester })
  })

  it('comes as an ephemeral message when half an hour has passed', async () => {
    const { slack, answer, clock } = await answerForTest()
    clock.at += 30 * 60_000 + 1
    await answer()
    expect(await callsTo(slack, 'chat.postEphemeral')).toMatchObject([{ ok: true }])
  })

  it('comes as an ephemeral message when nobody is at the response_url', async () => {
    const { slack, answer, lines } = await answerForTest()
    await answer({ responseUrl: await nobodyAt('/commands/secret') })
    expect(await callsTo(slack, 'chat.postEphemeral')).toMatchObject([{ ok: true }])
    expect(lines).toMatchObject([{ level: 'warn', fields: { method: 'response_url' } }])
    expect(JSON.stringify(lines)).not.toContain('secret')
  })

  it.each(['user_not_in_channel', 'not_in_channel', 'channel_not_found', 'is_archived', 'restricted_action'])(
    'comes directly when nothing can be shown where it was typed: %s',
    async (kind) => {
      const { slack, answer, input } = await answerForTest()
      await fault(slack, 'chat.postEphemeral', kind)
      await answer({ responseUrl: await nobodyAt('/') })
      expect(await transcript(slack, input.by)).toMatchObject([
        { blocks: [{ block_id: 'about' }, { block_id: 'commands' }] },
      ])
      expect(await transcript(slack)).toEqual([])
    },
  )

  it('comes directly when the channel was archived meanwhile', async () => {
    const { slack, answer, input } = await answerForTest()
    await change(slack, { channel: { id: input.channel, set: { is_archived: true } } })
    await answer({ responseUrl: await nobodyAt('/') })
    expect(await transcript(slack, input.by)).toHaveLength(1)
  })

  it.each([
    ['429', { reason: 'rate_limited', retryAfterMs: 1_000 }],
    ['500', { reason: 'unknown' }],
    ['invalid_blocks', { reason: 'refused' }],
  ])('throws a MessengerFault, and writes nobody, when Slack says another no: %s', async (kind, expected) => {
    const { slack, answer, input } = await answerForTest()
    await fault(slack, 'chat.postEphemeral', kind)
    const failed = answer({ responseUrl: await nobodyAt('/') })
    await expect(failed).rejects.toBeInstanceOf(MessengerFault)
    await expect(failed).rejects.toMatchObject(expected)
    expect(await transcript(slack, input.by)).toEqual([])
  })

  it('throws a MessengerFault when not even a direct message comes through', async () => {
    const { slack, answer } = await answerForTest()
    await fault(slack, 'chat.postEphemeral', 'user_not_in_channel')
    await fault(slack, 'chat.postMessage', 'cannot_dm_bot')
    const failed = answer({ responseUrl: await nobodyAt('/') })
    await expect(failed).rejects.toBeInstanceOf(MessengerFault)
    await expect(failed).rejects.toMatchObject({ reason: 'refused' })
  })
})

describe('an answer with a table', () => {
  const kinds = async (slack: Parameters<typeof transcript>[0], place?: string) =>
    (await transcript(slack, place)).map(({ blocks }) => blocks.map(({ type }) => type))

  it('shows it', async () => {
    const { slack, answer } = await answerForTest()
    await answer({}, found)
    expect(await kinds(slack)).toEqual([['rich_text', 'data_table', 'rich_text']])
  })

  it.each(['invalid_blocks', 'invalid_blocks_format'])(
    'says the same without it, once, when Slack takes no table: %s',
    async (kind) => {
      const { slack, answer } = await answerForTest()
      await fault(slack, 'response_url', kind)
      await answer({}, found)
      expect(await kinds(slack)).toEqual([['rich_text', 'rich_text', 'rich_text']])
      expect(await callsTo(slack, 'chat.postEphemeral')).toEqual([])
    },
  )

  it('says the same without it when the response_url is gone and Slack takes no table', async () => {
    const { slack, answer } = await answerForTest()
    await fault(slack, 'chat.postEphemeral', 'invalid_blocks')
    await answer({ responseUrl: await nobodyAt('/') }, found)
    expect(await kinds(slack)).toEqual([['rich_text', 'rich_text', 'rich_text']])
  })

  it('says it directly without it when nothing can be shown where it was typed', async () => {
    const { slack, answer, input } = await answerForTest()
    await fault(slack, 'chat.postEphemeral', 'user_not_in_channel')
    await fault(slack, 'chat.postMessage', 'invalid_blocks')
    await fault(slack, 'chat.postEphemeral', 'user_not_in_channel')
    await answer({ responseUrl: await nobodyAt('/') }, found)
    expect(await kinds(slack, input.by)).toEqual([['rich_text', 'rich_text', 'rich_text']])
  })

  it('comes another way when Slack says another no to the response_url', async () => {
    const { slack, answer } = await answerForTest()
    await fault(slack, 'response_url', '500')
    await answer({}, found)
    expect(await kinds(slack)).toEqual([['rich_text', 'data_table', 'rich_text']])
    expect(await callsTo(slack, 'chat.postEphemeral')).toHaveLength(1)
  })

  it('throws when Slack takes it neither way', async () => {
    const { slack, answer } = await answerForTest()
    await fault(slack, 'chat.postEphemeral', 'invalid_blocks', { times: 2 })
    const failed = answer({ responseUrl: await nobodyAt('/') }, found)
    await expect(failed).rejects.toMatchObject({ reason: 'refused' })
  })
})

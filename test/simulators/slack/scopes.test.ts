import type { WebClient } from '@slack/web-api'
import { describe, expect, it } from 'vitest'
import { manifestOf, manifestWith } from './app-manifest.ts'
import { errorOf, post, slackForTest, webClient } from './harness.ts'

const bare = manifestOf(['commands'])

describe('scopes', () => {
  it.each<[string, (client: WebClient) => Promise<unknown>]>([
    ['chat:write', ({ chat }) => chat.postMessage({ channel: 'C0', text: 'x' })],
    ['users:read', ({ users }) => users.info({ user: 'U0' })],
    ['usergroups:read', ({ usergroups }) => usergroups.users.list({ usergroup: 'S0' })],
    ['channels:history', ({ conversations }) => conversations.history({ channel: 'C0' })],
    ['channels:read', ({ conversations }) => conversations.info({ channel: 'C0' })],
    ['im:write', ({ conversations }) => conversations.open({ users: 'U0' })],
    ['files:write', ({ files }) => files.getUploadURLExternal({ filename: 'x', length: 1 })],
    ['files:read', ({ files }) => files.info({ file: 'F0' })],
  ])('names %s where it is missing', async (needed, call) => {
    const slack = await slackForTest({ manifest: bare })
    const error = { error: 'missing_scope', needed, provided: 'commands' }
    await expect(call(webClient(slack))).rejects.toMatchObject({ data: error })
  })

  it('follow the kind of the channel', async () => {
    const slack = await slackForTest({ manifest: manifestWith('groups:history') })
    const channel = slack.channels.audit
    const client = webClient(slack)
    const { channel: direct } = await client.chat.postMessage({ channel: slack.users.requester, text: 'x' })
    expect(await errorOf(client.conversations.history({ channel }))).toBe('no error')
    await post(slack, '/control/world', { channel: { id: channel, set: { is_private: true } } })

    expect(await errorOf(client.conversations.history({ channel }))).toBe('no error')
    await expect(client.conversations.history({ channel: direct ?? '' })).rejects.toMatchObject({
      data: { error: 'missing_scope', needed: 'im:history' },
    })
  })

  it('are those of the manifest of this repository unless said otherwise', async () => {
    const slack = await slackForTest()
    const { response_metadata: told } = await webClient(slack).auth.test()
    expect(told?.scopes).toContain('chat:write')
  })

  it('are not looked at without a manifest', async () => {
    const slack = await slackForTest({ manifest: null })
    expect(await errorOf(webClient(slack).conversations.open({ users: slack.users.guest }))).toBe('no error')
  })
})

describe('lists', () => {
  it('come page by page, by cursors', async () => {
    const slack = await slackForTest({ manifest: manifestWith() })
    const client = webClient(slack)
    const names: (string | undefined)[] = []
    for await (const page of client.paginate('users.list', { limit: 4 })) {
      names.push(...(page as unknown as { members: { name?: string }[] }).members.map(({ name }) => name))
    }
    const channels: string[] = []
    for await (const page of client.paginate('conversations.list', { limit: 2 })) {
      channels.push(...(page as unknown as { channels: { id: string }[] }).channels.map(({ id }) => id))
    }

    expect(names).toHaveLength(9)
    expect(new Set(names).size).toBe(9)
    expect(channels).toEqual(Object.values(slack.channels))
    expect(await errorOf(client.users.list({ cursor: 'nonsense' }))).toBe('invalid_cursor')
  })

  it('name the conversations of a member, and the members of a conversation', async () => {
    const slack = await slackForTest({ manifest: manifestWith() })
    const client = webClient(slack)
    const { stranger } = slack.users
    const of = await client.users.conversations({ user: stranger })
    const { members } = await client.conversations.members({ channel: slack.channels.shared })

    expect(of.channels?.map(({ id }) => id)).toEqual([slack.channels.shared])
    expect(members).toContain(stranger)
  })
})

describe('chat.delete', () => {
  it('takes away a message of the bot’s own', async () => {
    const slack = await slackForTest()
    const { chat } = webClient(slack)
    const channel = slack.channels.audit
    const { ts = '' } = await chat.postMessage({ channel, text: 'x' })

    expect(await errorOf(chat.delete({ channel, ts }))).toBe('no error')
    expect(await errorOf(chat.delete({ channel, ts }))).toBe('message_not_found')
  })
})

describe('blocks.validate', () => {
  const long = [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }]
  const message = 'must be less than 151 characters'

  it.each([
    [{ blocks: long }, 'invalid_blocks', '/0/text/text'],
    [{ message: { blocks: long } }, 'invalid_message', '/blocks/0/text/text'],
    [{ view: { type: 'home', blocks: long } }, 'invalid_view', '/blocks/0/text/text'],
  ])('points into %j', async (given, error, pointer) => {
    const slack = await slackForTest()
    const call = webClient(slack).apiCall('blocks.validate', given)
    await expect(call).rejects.toMatchObject({
      data: { error, errors: [{ pointer, code: 'failed_constraint', message }] },
    })
  })

  it('takes exactly one thing, and an alert on its own', async () => {
    const slack = await slackForTest()
    const validate = (given: Record<string, unknown>) =>
      errorOf(webClient(slack).apiCall('blocks.validate', given))
    const blocks = [{ type: 'alert', text: { type: 'plain_text', text: 'x' } }]

    expect(await validate({ blocks })).toBe('no error')
    expect(await validate({ message: { blocks } })).toBe('invalid_message')
    expect(await validate({})).toBe('invalid_arguments')
    expect(await validate({ blocks, message: { blocks } })).toBe('invalid_arguments')
  })
})

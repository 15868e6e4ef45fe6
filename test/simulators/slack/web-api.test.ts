import { describe, expect, it } from 'vitest'
import { manifestWith } from './app-manifest.ts'
import { errorOf, post, slackForTest, webClient } from './harness.ts'

describe('tokens', () => {
  it('answers auth.test with who the bot is', async () => {
    const slack = await slackForTest()
    const answer = await webClient(slack).auth.test()
    expect(answer).toMatchObject({ ok: true, team_id: slack.teamId, user: 'cckm' })
  })

  it('refuses a wrong token with invalid_auth and a missing one with not_authed', async () => {
    const slack = await slackForTest()
    expect(await errorOf(webClient(slack, 'xoxb-wrong').auth.test())).toBe('invalid_auth')
    expect((await post(slack, '/api/auth.test', {})).body).toEqual({ ok: false, error: 'not_authed' })
  })

  it.each(['form', 'query', 'JSON'])('reads the arguments of a call as %s', async (way) => {
    const slack = await slackForTest()
    const url = new URL('api.test', slack.apiUrl)
    if (way === 'query') url.searchParams.set('foo', 'bar')
    const json = { method: 'POST', body: '{"foo":"bar"}', headers: { 'content-type': 'application/json' } }
    const form = { method: 'POST', body: new URLSearchParams({ foo: 'bar' }) }
    const answer = await fetch(url, way === 'query' ? {} : way === 'form' ? form : json)
    expect(await answer.json()).toEqual({ ok: true, args: { foo: 'bar' } })
  })

  it('answers api.test with the error that it is given, and bots.info with the bot', async () => {
    const slack = await slackForTest()
    const client = webClient(slack)
    expect(await errorOf(client.api.test({ error: 'my_error' }))).toBe('my_error')
    expect((await client.bots.info({})).bot).toMatchObject({ app_id: expect.stringMatching(/^A/) })
    expect(await errorOf(client.bots.info({ bot: 'B0' }))).toBe('bot_not_found')
  })

  it('answers unknown_method to what it does not have', async () => {
    const slack = await slackForTest()
    expect(await errorOf(webClient(slack).apiCall('dnd.info'))).toBe('unknown_method')
  })
})

describe('people and groups', () => {
  it('shows who is deactivated, a guest, a stranger or a bot', async () => {
    const slack = await slackForTest()
    const client = webClient(slack)
    const { user_id: bot = '' } = await client.auth.test()
    const seen = async (user: string) => (await client.users.info({ user })).user

    expect(await seen(slack.users.requester)).toMatchObject({
      team_id: slack.teamId,
      deleted: false,
      is_bot: false,
    })
    expect(await seen(slack.users.deactivated)).toMatchObject({ deleted: true })
    expect(await seen(slack.users.guest)).toMatchObject({ is_restricted: true })
    expect(await seen(slack.users.stranger)).toMatchObject({ is_stranger: true })
    expect((await seen(slack.users.stranger))?.team_id).not.toBe(slack.teamId)
    expect(await seen(bot)).toMatchObject({ is_bot: true })
    expect(await errorOf(client.users.info({ user: 'U0NOBODY' }))).toBe('user_not_found')
  })

  it('lists the members of a group as the world changes', async () => {
    const slack = await slackForTest()
    const client = webClient(slack)
    const { users, groups } = slack
    const members = async () => (await client.usergroups.users.list({ usergroup: groups.security })).users

    expect(await members()).toEqual([users.approver1, users.approver2])
    await post(slack, '/control/world', { group: { id: groups.security, users: [users.outsider] } })
    expect(await members()).toEqual([users.outsider])
    expect(await errorOf(client.usergroups.users.list({ usergroup: 'S0NONE' }))).toBe('no_such_subteam')
  })

  it('lists the groups, with their members on request', async () => {
    const slack = await slackForTest()
    const client = webClient(slack)
    const plain = await client.usergroups.list()
    const full = await client.usergroups.list({ include_users: true, include_count: true })

    expect(plain.usergroups?.map(({ handle }) => handle)).toEqual(['oncall', 'security'])
    expect(plain.usergroups?.[0]).not.toHaveProperty('users')
    expect(full.usergroups?.[1]).toMatchObject({
      users: [slack.users.approver1, slack.users.approver2],
      user_count: 2,
    })
  })
})

describe('direct messages', () => {
  it('open once for each person, and not for bots and the departed', async () => {
    const slack = await slackForTest({ manifest: manifestWith('im:write', 'im:read') })
    const client = webClient(slack)
    const open = (users: string) => client.conversations.open({ users })
    const first = await open(slack.users.requester)
    const again = await open(slack.users.requester)
    const { user_id: bot = '' } = await client.auth.test()

    expect(first.channel?.id).toMatch(/^D/)
    expect(again.channel?.id).toBe(first.channel?.id)
    const { channel } = await client.conversations.info({ channel: first.channel?.id ?? '' })
    expect(channel).toMatchObject({ is_im: true, user: slack.users.requester })
    expect(await errorOf(open(slack.users.deactivated))).toBe('user_disabled')
    expect(await errorOf(open(bot))).toBe('cannot_dm_bot')
  })
})

describe('channels', () => {
  it('tells which channel is shared with others', async () => {
    const slack = await slackForTest()
    const client = webClient(slack)
    const shared = await client.conversations.info({ channel: slack.channels.shared })
    const audit = await client.conversations.info({ channel: slack.channels.audit })

    expect(shared.channel).toMatchObject({ is_ext_shared: true, is_member: true })
    expect(audit.channel).toMatchObject({ is_ext_shared: false, is_archived: false })
  })

  it('refuses a post when archived, when the bot was kicked, and where there is no channel', async () => {
    const slack = await slackForTest()
    const client = webClient(slack)
    const { audit, oncall } = slack.channels
    await post(slack, '/control/world', { channel: { id: audit, set: { is_archived: true } } })
    await post(slack, '/control/world', { channel: { id: oncall, set: { is_member: false } } })

    expect(await errorOf(client.chat.postMessage({ channel: audit, text: 'x' }))).toBe('is_archived')
    expect(await errorOf(client.chat.postMessage({ channel: oncall, text: 'x' }))).toBe('not_in_channel')
    expect(await errorOf(client.chat.postMessage({ channel: 'C0NONE', text: 'x' }))).toBe('channel_not_found')
  })
})

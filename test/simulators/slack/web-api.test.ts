import { describe, expect, it } from 'vitest'
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

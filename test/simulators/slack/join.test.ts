import { describe, expect, it } from 'vitest'
import { post, slackForTest, webClient } from './harness.ts'

const NEW = { id: 'U0NEW1', name: 'Nora New' }

describe('people who join', () => {
  it('are full members of the workspace and of the channels that the bot is in', async () => {
    const slack = await slackForTest()
    const { users, conversations, usergroups, chat } = webClient(slack)
    const { audit, oncall, shared } = slack.channels
    await post(slack, '/control/world', { channel: { id: oncall, set: { is_member: false } } })

    const answer = await post(slack, '/control/world', {
      join: [NEW, { id: 'U0NEW2', name: 'Ned New' }],
      group: { id: slack.groups.security, users: [NEW.id] },
    })

    expect(answer).toEqual({ status: 200, body: { ok: true } })
    expect(await users.info({ user: NEW.id })).toMatchObject({
      user: { id: NEW.id, team_id: slack.teamId, name: 'nora', deleted: false, is_restricted: false },
    })
    const membersOf = async (channel: string) => (await conversations.members({ channel })).members
    expect(await membersOf(audit)).toEqual(expect.arrayContaining([NEW.id, 'U0NEW2']))
    expect(await membersOf(shared)).toContain(NEW.id)
    expect(await membersOf(oncall)).not.toContain(NEW.id)
    expect(await usergroups.users.list({ usergroup: slack.groups.security })).toMatchObject({
      users: [NEW.id],
    })
    expect(await chat.postEphemeral({ channel: audit, user: NEW.id, text: 'welcome' })).toMatchObject({
      ok: true,
    })
  })

  it.each([
    ['somebody who is there already', (known: string) => ({ id: known, name: 'Again' }), /is a user/],
    ['what is no id of a person', () => ({ id: 'C0NEW', name: 'Nora New' }), /join/],
    ['somebody without a name', () => ({ id: 'U0NEW1', name: '' }), /join/],
  ])('are not %s', async (_, whom, sentence) => {
    const slack = await slackForTest()

    const answer = await post(slack, '/control/world', { join: [whom(slack.users.guest)] })

    expect(answer).toEqual({ status: 400, body: { error: expect.stringMatching(sentence) } })
  })
})

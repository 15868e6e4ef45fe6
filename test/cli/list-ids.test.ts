import { describe, expect, it } from 'vitest'
import { slackForTest } from '../simulators/slack/harness.ts'
import { change, fault } from '../slack/harness.ts'
import { cli, slackEnv } from './harness.ts'

async function listing() {
  const slack = await slackForTest()
  return { slack, ids: (...argv: string[]) => cli(['ids', ...argv], slackEnv(slack)) }
}

describe('ids', () => {
  it('lists channels, groups and people in columns, each sorted by name', async () => {
    const { slack, ids } = await listing()
    const { channels, groups, users } = slack
    const { exit, out, err } = await ids()
    const pad = (id: string) => id.padEnd(Math.max(...Object.values(users).map(({ length }) => length)))
    expect({ exit, err }).toEqual({ exit: 0, err: '' })
    expect(out).toEqual([
      `${channels.audit}  #kms-audit`,
      `${channels.oncall}  #oncall`,
      `${channels.payments}  #payments`,
      `${channels.shared}  #shared-with-partner`,
      '',
      `${groups.oncall}  @oncall    On call (2 people)`,
      `${groups.security}  @security  Security (2 people)`,
      '',
      `${pad(users.requester)}  @ann   Ann Archer`,
      `${pad(users.approver2)}  @kim   Kim Kovac`,
      `${pad(users.outsider)}  @otto  Otto Outside`,
      `${pad(users.approver1)}  @sam   Sam Stone`,
    ])
  })

  it.each([
    ['channels', /#kms-audit/],
    ['groups', /@oncall/],
    ['people', /@ann/],
  ])('lists only %s when asked to', async (kind, first) => {
    const { ids } = await listing()
    const { out } = await ids(kind)
    expect(out[0]).toMatch(first)
    expect(out).not.toContain('')
  })

  it('leaves out archived channels and private ones that the bot is not in', async () => {
    const { slack, ids } = await listing()
    await change(slack, { channel: { id: slack.channels.audit, set: { is_archived: true } } })
    await change(slack, { channel: { id: slack.channels.oncall, set: { is_private: true } } })
    await change(slack, {
      channel: { id: slack.channels.shared, set: { is_private: true, is_member: false } },
    })
    expect((await ids('channels')).out).toEqual([
      `${slack.channels.oncall}  #oncall`,
      `${slack.channels.payments}  #payments`,
    ])
  })

  it('prints names without what a terminal would obey', async () => {
    const { slack, ids } = await listing()
    await change(slack, { user: { id: slack.users.requester, set: { name: 'a\u001b[31mnn\u202e' } } })
    expect((await ids('people')).out[0]).toContain('@a [31mnn ')
  })

  it('prints data', async () => {
    const { slack, ids } = await listing()
    const { out } = await ids('groups', '--json')
    expect(JSON.parse(out.join('\n'))).toEqual({
      groups: [
        { id: slack.groups.oncall, name: 'oncall', title: 'On call', people: 2 },
        { id: slack.groups.security, name: 'security', title: 'Security', people: 2 },
      ],
    })
    expect(Object.keys(JSON.parse((await ids('--json')).out.join('\n')))).toEqual([
      'channels',
      'groups',
      'people',
    ])
  })

  it('waits as long as Slack asks to, and then goes on', async () => {
    const { slack, ids } = await listing()
    await fault(slack, 'users.list', '429')
    const { exit, out, sleeps } = await ids('people')
    expect({ exit, lines: out.length, sleeps: sleeps.length }).toEqual({ exit: 0, lines: 4, sleeps: 1 })
    expect(sleeps[0]).toBeGreaterThanOrEqual(1_000)
  })

  it('says in a sentence that Slack does not answer', async () => {
    const { slack, ids } = await listing()
    await fault(slack, 'users.list', 'missing_scope')
    expect(await ids()).toMatchObject({ exit: 1, out: [''], err: expect.stringContaining('missing_scope') })
  })
})

import { describe, expect, it } from 'vitest'
import type { Slack } from '../../simulators/slack/start.ts'
import { slackForTest } from '../simulators/slack/harness.ts'
import { callsTo, change, fault, nobodyAt } from '../slack/harness.ts'
import { cli, slackEnv, TOKEN, written } from './harness.ts'

function policyOf({ channels, groups, users }: Slack): string {
  return `channel: ${channels.audit}
requesters: [${groups.oncall}]
approvers: [${groups.security}]
approvals: 1
admins: [${users.approver2}]
rules:
  - name: production
    match: { tags: { env: prod } }
    notify: [${channels.oncall}]
`
}

async function checking() {
  const slack = await slackForTest()
  const check = (text = policyOf(slack), env = slackEnv(slack)) =>
    cli(['policy', 'check', written(text), '--live'], env)
  /** Each problem without its file. */
  const problems = async (text?: string) => {
    const { exit, out, err } = await check(text)
    expect({ exit, err }).toEqual({ exit: 1, err: '' })
    return out.map((line) => line.replace(/^.*policy\.yml:/, ''))
  }
  return { slack, check, problems }
}

describe('policy check --live', () => {
  it('ends with 0 when Slack knows everybody and everything', async () => {
    const { check } = await checking()
    const { exit, out } = await check()
    expect(exit).toBe(0)
    expect(out[1]).toMatch(/^Slack knows all/)
  })

  it('finds a group that was switched off and one that is empty, at their places', async () => {
    const { slack, problems } = await checking()
    const { oncall, security } = slack.groups
    await change(slack, { group: { id: oncall, disabled: true } })
    await change(slack, { group: { id: security, users: [] } })
    expect(await problems()).toEqual([
      expect.stringMatching(`^2:14: entry 1 of requesters is ${oncall}, and Slack knows no such user group`),
      expect.stringMatching(`^3:13: entry 1 of approvers is ${security}, and nobody is in this user group`),
      expect.stringMatching('^4:12: approvals is 1, but nobody can approve'),
    ])
  })

  it('finds a channel of askIn that there is not, and leaves one be that the bot is not in', async () => {
    const { slack, problems } = await checking()
    const { oncall, shared } = slack.channels
    await change(slack, { channel: { id: oncall, set: { is_member: false } } })
    const text = policyOf(slack)
      .replace(/^ +notify.*\n/m, '')
      .replace('approvals: 1', `approvals: 1\naskIn: [${shared}, ${oncall}, C0SLIP]`)
    expect(await problems(text)).toEqual([
      expect.stringMatching(/^5:\d+: entry 3 of askIn is C0SLIP, and Slack shows/),
    ])
  })

  it.each([
    ['deactivated', /deactivated: take them out/],
    ['guest', /guests may not/],
    ['stranger', /nobody of this workspace/],
  ] as const)('finds a person who is a %s', async (kind, why) => {
    const { slack, problems } = await checking()
    const text = policyOf(slack).replace('admins: [', `admins: [${slack.users[kind]}, `)
    const found = await problems(text)
    expect(found).toEqual([expect.stringMatching(`^5:10: entry 1 of admins is ${slack.users[kind]}, and `)])
    expect(found[0]).toMatch(why)
  })

  it('finds channels that the bot cannot use', async () => {
    const { slack, problems } = await checking()
    const { audit, oncall, shared } = slack.channels
    await change(slack, { channel: { id: audit, set: { is_archived: true } } })
    await change(slack, { channel: { id: oncall, set: { is_member: false } } })
    const text = policyOf(slack).replace('notify: [', `notify: [${shared}, C0NOWHERE, `)
    expect(await problems(text)).toEqual([
      expect.stringMatching(`^1:10: channel is ${audit}, which the bot cannot use`),
      expect.stringMatching(`^9:14: rule “production”: entry 1 of notify is ${shared}, which`),
      expect.stringContaining('entry 2 of notify is C0NOWHERE, which'),
      expect.stringContaining(`entry 3 of notify is ${oncall}, which`),
    ])
  })

  it('finds a quorum that fails when an approver asks, and names them', async () => {
    const { slack, problems } = await checking()
    const text = policyOf(slack).replace('approvals: 1', 'approvals: 2')
    expect(await problems(text)).toEqual([
      expect.stringMatching(`^4:12: approvals is 2, but if ${slack.users.approver1} asks, too few others`),
    ])
  })

  it('finds at a rule the quorum that the rule asks for, not counting a guest', async () => {
    const { slack, problems } = await checking()
    await change(slack, { user: { id: slack.users.approver1, set: { is_restricted: true } } })
    const text = policyOf(slack).replace('    notify', '    approvals: 2\n    notify')
    expect(await problems(text)).toEqual([
      expect.stringMatching(
        `^9:16: rule “production”: approvals is 2, but only one person \\(${slack.users.approver2}\\) can`,
      ),
    ])
  })

  it('prints the places as data', async () => {
    const { slack } = await checking()
    await change(slack, { channel: { id: slack.channels.audit, set: { is_archived: true } } })
    const { exit, out } = await cli(
      ['policy', 'check', written(policyOf(slack)), '--live', '--json'],
      slackEnv(slack),
    )
    expect(exit).toBe(1)
    expect(JSON.parse(out.join('\n'))).toMatchObject({
      ok: false,
      problems: [{ line: 1, column: 10, problem: expect.stringMatching(/^channel is/) }],
      rules: [{ name: 'production' }, { name: 'policy' }],
    })
  })

  it('asks Slack nothing about a policy that is wrong in itself', async () => {
    const { slack, problems } = await checking()
    expect(await problems('channel: general\n')).toHaveLength(3)
    expect(await callsTo(slack, 'auth.test')).toEqual([])
  })

  it('says what it could not be told', async () => {
    const { slack, problems } = await checking()
    await fault(slack, 'usergroups.users.list', '500', { times: 2 })
    await fault(slack, 'conversations.info', '500', { times: 2 })
    const found = await problems()
    expect(found.map((line) => line.split(' ')[0])).toEqual(['1:10:', '2:14:', '3:13:', '4:12:', '9:14:'])
    expect(found.every((line) => line.includes('run this again in a minute'))).toBe(true)
  })
})

describe('Slack that does not answer', () => {
  it.each([
    ['a wrong token', { SLACK_BOT_TOKEN: TOKEN }, null, /SLACK_BOT_TOKEN \(invalid_auth\)/],
    ['a server error', {}, '500', /does not answer as Slack does/],
    ['a rate limit', {}, '429', /slow down/],
    ['a missing scope', {}, 'missing_scope', /manifest\.yml/],
    ['another refusal', {}, 'team_access_not_granted', /\(team_access_not_granted\)/],
  ])('ends with 1 and one sentence for %s', async (_, env, kind, why) => {
    const { slack, check } = await checking()
    if (kind !== null) await fault(slack, 'auth.test', kind)
    const { exit, out, err } = await check(policyOf(slack), { ...slackEnv(slack), ...env })
    expect({ exit, out }).toEqual({ exit: 1, out: [''] })
    expect(err).toMatch(why)
    expect(err.split('\n')).toHaveLength(1)
    expect(err).not.toContain(TOKEN)
    expect(err).not.toContain(slack.botToken)
  })

  it('ends with 1 and one sentence when nobody is there', async () => {
    const { slack, check } = await checking()
    const SLACK_API_URL = await nobodyAt('/api/')
    const { exit, err } = await check(policyOf(slack), { SLACK_BOT_TOKEN: TOKEN, SLACK_API_URL })
    expect(exit).toBe(1)
    expect(err).toBe(
      `Slack cannot be reached at ${new URL(SLACK_API_URL).origin}: look at the network, and at SLACK_API_URL where it is set.`,
    )
  })
})

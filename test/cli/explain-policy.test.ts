import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Slack } from '../../simulators/slack/start.ts'
import { aKey, anAsking, pathTo } from '../builders.ts'
import { openMemory } from '../memory-store.ts'
import { slackForTest } from '../simulators/slack/harness.ts'
import { change, fault, nobodyAt } from '../slack/harness.ts'
import { cipherTrustEnv, cli, folder, slackEnv, written } from './harness.ts'

const ARN = /arn:aws:kms:[a-z0-9-]+:\d{12}:key\/\S+/

function policyOf({ channels, groups, users }: Slack): string {
  return `channel: ${channels.audit}
requesters: [${groups.oncall}]
approvers: [${groups.security}]
approvals: 1
rules:
  - name: ceremony keys
    match: { aliases: ["alias/root-*"] }
    deny: In the ceremony only.
  - name: production
    match: { tags: { env: prod } }
    approvals: 2
    approvers: [${groups.security}, ${users.outsider}]
    expires: 90m
    remind: 30m before expiry
    askIn: [${channels.oncall}]
    reason: { tickets: [CHG, INC] }
    notify: [${channels.oncall}]
`
}

async function explaining() {
  const slack = await slackForTest()
  const database = join(folder(), 'bot.db')
  const env = { ...slackEnv(slack), ...(await cipherTrustEnv()), DATABASE_URL: `sqlite:${database}` }
  const file = written(policyOf(slack))
  const explain = async (user: string, key = 'alias/payments-prod', ...more: string[]) =>
    cli(['policy', 'explain', file, '--user', user, '--key', key, ...more], env)
  return { slack, env, file, database, explain }
}

describe('policy explain', () => {
  it('says what holds for one person and one key, and ends with 0 when they could ask', async () => {
    const { slack, explain, database } = await explaining()
    const { users, channels } = slack
    const { exit, out, err } = await explain(users.requester)
    expect({ exit, err }).toEqual({ exit: 0, err: '' })
    expect(out).toEqual([
      'Key        alias/payments-prod',
      expect.stringMatching(ARN),
      expect.stringMatching(/^ {11}account \d{12}, Region eu-central-1$/),
      'Now        automatic rotation is off',
      'Operation  switch automatic rotation on (enable-auto-rotation)',
      `Who        ${users.requester}  Ann Archer`,
      'Rule       production',
      'No match   ceremony keys',
      'Needs      2 approvals, within 90m, a reminder 30m before the end',
      'Reason     required, with a ticket CHG-… or INC-… in the reason',
      `Typed in   ${channels.oncall}`,
      `Card in    ${channels.audit}`,
      `Notifies   ${channels.oncall}`,
      `Approvers  ${users.approver1}  Sam Stone`,
      `           ${users.approver2}  Kim Kovac`,
      `           ${users.outsider}  Otto Outside`,
      `Requests   not known here: there is no database at ${database}`,
      '',
      'Ann Archer could ask now.',
    ])
  })

  it('says who of those named could not approve, and when too few could', async () => {
    const { slack, explain } = await explaining()
    const { users } = slack
    await change(slack, { user: { id: users.outsider, set: { deleted: true } } })
    await change(slack, { group: { id: slack.groups.oncall, users: [users.approver1] } })
    const { exit, out } = await explain(users.approver1)
    expect(exit).toBe(0)
    expect(out.join('\n')).toContain(
      [
        `Approvers  ${users.approver1}  Sam Stone: cannot, since nobody approves what they asked for`,
        `           ${users.approver2}  Kim Kovac`,
        `           ${users.outsider}: cannot, since the Slack account is deactivated`,
      ].join('\n'),
    )
    expect(out.at(-1)).toBe('Yet it would wait until it expires: 2 must approve, and 1 of those above can.')
  })

  it.each([
    [
      'a stranger to the policy',
      'outsider',
      'alias/ledger-prod',
      /^- The policy does not list you among those who may do this/m,
    ],
    ['a guest', 'guest', 'alias/ledger-prod', /^- Guests may not/m],
    ['somebody who left', 'deactivated', 'alias/ledger-prod', /^- This Slack account is deactivated/m],
    [
      'a rule that denies',
      'requester',
      'alias/root-backup',
      /^- A rule of the policy refuses this.*\n {2}Rule “ceremony keys”: In the ceremony only\./m,
    ],
    [
      'a period where none is reported',
      'requester',
      'alias/aws-test-key',
      /^- .*does not report the periods/m,
    ],
  ] as const)('ends with 1 and the words of Slack for %s', async (_, user, key, why) => {
    const { slack, explain } = await explaining()
    const every =
      key === 'alias/aws-test-key' ? ['--every', '200', '--operation', 'enable-auto-rotation'] : []
    const { exit, out } = await explain(slack.users[user], key, ...every)
    expect(exit).toBe(1)
    expect(out.join('\n')).toMatch(/^.* could not ask now, and would read:$/m)
    expect(out.join('\n')).toMatch(why)
  })

  it('tells every reason at once', async () => {
    const { slack, explain } = await explaining()
    await change(slack, { channel: { id: slack.channels.audit, set: { is_archived: true } } })
    const { out } = await explain(slack.users.guest, 'alias/root-backup')
    expect(out.filter((line) => line.startsWith('- '))).toEqual([
      expect.stringMatching(/^- Guests/),
      expect.stringMatching(/^- A rule of the policy refuses/),
      expect.stringMatching(/^- The channel where requests are shown cannot be used/),
    ])
  })

  it('finds the nearest names for a key that is not there, and ends with 1', async () => {
    const { slack, explain } = await explaining()
    const { exit, out } = await explain(slack.users.requester, 'alias/payment-prod')
    expect(exit).toBe(1)
    expect(out.join('\n')).toMatch(/^CipherTrust knows no such key.*\nDid you mean .*alias\/payments-prod/)
  })

  it('says so when CipherTrust is not there, and ends with 1', async () => {
    const { slack, env, file } = await explaining()
    const { exit, out } = await cli(
      ['policy', 'explain', file, '--user', slack.users.requester, '--key', 'alias/payments-prod'],
      { ...env, CIPHERTRUST_URL: (await nobodyAt('/')).replace(/\/$/, '') },
    )
    expect(exit).toBe(1)
    expect(out).toEqual([expect.stringMatching(/^CipherTrust could not be reached\./)])
  })

  it('says so when Slack is not there, and ends with 1', async () => {
    const { slack, explain } = await explaining()
    await fault(slack, 'auth.test', '500')
    expect(await explain(slack.users.requester)).toMatchObject({ exit: 1, out: [''] })
  })

  it('names an open request that it reads from the database of the bot', async () => {
    const { slack, explain, database } = await explaining()
    const first = await explain(slack.users.requester)
    const arn = ARN.exec(first.out.join('\n'))?.[0] ?? ''
    const bot = openMemory(database)
    const request = await bot.walk(pathTo.requested(anAsking({ key: aKey({ arn }) })))
    const beside = await explain(slack.users.requester)
    await bot.store.close()
    const { exit, out } = await explain(slack.users.requester)
    expect(exit).toBe(1)
    expect(out.join('\n')).toContain(`Requests   ${request.id} holds this key (requested)`)
    expect(out.at(-1)).toBe(`  Request ${request.id}: requested, asked by U0ANN.`)
    expect(beside).toEqual({ exit, out, err: '', sleeps: [] })
  })

  it('says that a database cannot be read, and goes on', async () => {
    const { slack, explain, database } = await explaining()
    writeFileSync(database, 'this is no database, but a text that is longer than a header of one'.repeat(9))
    const { exit, out } = await explain(slack.users.requester)
    expect(exit).toBe(0)
    expect(out.join('\n')).toContain(`not known here: the database at ${database} cannot be read`)
  })

  it('says that none holds the key where the database has none', async () => {
    const { slack, explain, database } = await explaining()
    await openMemory(database).store.close()
    const { out } = await explain(slack.users.requester)
    expect(out).toContain('Requests   none holds this key')
  })

  it('prints data', async () => {
    const { slack, explain } = await explaining()
    const { exit, out } = await explain(slack.users.requester, 'alias/payments-prod', '--json')
    expect(exit).toBe(0)
    expect(JSON.parse(out.join('\n'))).toMatchObject({
      ...{ could: true, operation: 'enable-auto-rotation', nos: [], passed: ['ceremony keys'] },
      who: { ok: true, person: slack.users.requester, name: 'Ann Archer' },
      key: { aliases: ['alias/payments-prod'] },
      rule: { name: 'production', approvals: 2 },
    })
    const refused = await explain(slack.users.guest, 'alias/payments-prod', '--json')
    expect(refused.exit).toBe(1)
    expect(JSON.parse(refused.out.join('\n'))).toMatchObject({ could: false, nos: [{ refusal: 'guest' }] })
  })

  it('ends with 2 and every problem of the policy and the environment', async () => {
    const { exit, out, err } = await cli(
      ['policy', 'explain', written('channel: general\n'), '--user', 'U0ANN', '--key', 'a'],
      { CIPHERTRUST_URL: 'https://ciphertrust.test', SLACK_BOT_TOKEN: 'xoxb-a' },
    )
    expect({ exit, out }).toEqual({ exit: 2, out: [''] })
    expect(err).toMatch(/^CIPHERTRUST_USERNAME .*\nCIPHERTRUST_PASSWORD .*\n.*policy\.yml:1:/)
  })
})

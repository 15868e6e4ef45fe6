import { describe, expect, it } from 'vitest'
import { createDirectory, membersIfAny } from '../../src/slack/directory.ts'
import { createPeople, type Home } from '../../src/slack/people.ts'
import { slackForTest } from '../simulators/slack/harness.ts'
import { callsTo, change, client, fault, group, now } from './harness.ts'

async function directoryForTest(home: Partial<Home> = {}) {
  const slack = await slackForTest()
  const sleeps: number[] = []
  const sleep = async (ms: number) => void sleeps.push(ms)
  const directory = createDirectory(client(slack), { teamId: slack.teamId, ...home }, { now, sleep })
  return { slack, sleeps, directory }
}

describe('createDirectory', () => {
  it('reads people over all pages', async () => {
    const { slack, directory } = await directoryForTest()
    const join = Array.from({ length: 1_100 }, (_, n) => ({ id: `U0JOINED${n}`, name: `Joined ${n}` }))
    await change(slack, { join })
    const people = await directory.people()
    expect(people.filter(({ id }) => id.startsWith('U0JOINED'))).toHaveLength(1_100)
    expect(await callsTo(slack, 'users.list')).toHaveLength(2)
  })

  it('goes on after a wait where it was', async () => {
    const { slack, directory, sleeps } = await directoryForTest()
    await fault(slack, 'conversations.list', '429', { times: 3 })
    expect(await directory.channels()).toHaveLength(4)
    expect(sleeps).toHaveLength(3)
  })

  it('gives up on a Slack that only asks to wait', async () => {
    const { slack, directory, sleeps } = await directoryForTest()
    await fault(slack, 'conversations.list', '429', { times: 50 })
    await expect(directory.channels()).rejects.toThrow(/rate/i)
    expect(sleeps.length).toBeLessThan(50)
  })

  it('lists nobody whom the bot would refuse, and people by the id that it knows them by', async () => {
    const { slack, directory } = await directoryForTest({ enterpriseId: 'E0HOME' })
    const { requester, approver1 } = slack.users
    await change(slack, {
      user: { id: requester, set: { enterprise_user: { id: 'W0ANN', enterprise_id: 'E0HOME' } } },
    })
    await change(slack, { user: { id: approver1, set: { is_bot: true } } })
    const people = await directory.people()
    expect(people.map(({ name }) => name)).toEqual(['ann', 'kim', 'otto'])
    expect(people[0]).toEqual({ id: 'W0ANN', name: 'ann', title: 'Ann Archer' })
  })

  it('sorts by name', async () => {
    const { slack, directory } = await directoryForTest()
    await change(slack, { channel: { id: slack.channels.audit, set: { name: 'zoo' } } })
    expect((await directory.channels()).map(({ name }) => name)).toEqual([
      'oncall',
      'payments',
      'shared-with-partner',
      'zoo',
    ])
  })
})

describe('membersIfAny', () => {
  it('tells a group that is not there from one that Slack does not tell about', async () => {
    const { slack } = await directoryForTest()
    const { oncall, security } = slack.groups
    const people = createPeople(client(slack), { teamId: slack.teamId }, now)
    await change(slack, { group: { id: oncall, disabled: true } })
    expect(await membersIfAny(people.members(group(oncall)))).toBeNull()
    await fault(slack, 'usergroups.users.list', 'internal_error')
    await expect(membersIfAny(people.members(group(security)))).rejects.toThrow('internal_error')
    expect(await membersIfAny(people.members(group(security)))).toHaveLength(2)
  })
})

import { describe, expect, it } from 'vitest'
import type { PersonId } from '../../src/core/ids.ts'
import type { Refusal } from '../../src/core/refusal.ts'
import type { Identity } from '../../src/ports.ts'
import { createPeople, type Home } from '../../src/slack/people.ts'
import { later, T0 } from '../builders.ts'
import { slackForTest } from '../simulators/slack/harness.ts'
import { callsTo, change, client, fault, group, person } from './harness.ts'

const HOME_ORG = 'E0HOME'

async function peopleForTest(home: Partial<Home> = {}) {
  const slack = await slackForTest()
  const clock = { at: T0 }
  const people = createPeople(client(slack), { teamId: slack.teamId, ...home }, () => clock.at)
  const { requester } = slack.users
  return {
    slack,
    clock,
    people,
    requester: person(requester),
    oncall: group(slack.groups.oncall),
    set: (set: object) => change(slack, { user: { id: requester, set } }),
    who: (id: string = requester) => people.identify(person(id)),
  }
}

describe('identify', () => {
  it('knows a full member of the workspace, asking Slack each time', async () => {
    const { who, requester, slack } = await peopleForTest()
    const known = { ok: true, person: requester, name: 'Ann Archer' }
    expect([await who(), await who()]).toEqual([known, known])
    expect(await callsTo(slack, 'users.info')).toHaveLength(2)
  })

  it.each([
    ['their handle where Slack has no full name', { real_name: ' ' }, 'ann'],
    ['their full name, however often the handle changes', { name: 'on-call' }, 'Ann Archer'],
  ])('calls somebody by %s', async (_, set, name) => {
    const { who, set: change } = await peopleForTest()
    await change(set)
    expect(await who()).toMatchObject({ ok: true, name })
  })

  it.each<[string, object, Refusal]>([
    ['whose account was closed', { deleted: true }, 'deactivated'],
    ['who is an app', { is_bot: true }, 'bot'],
    ['who is a guest', { is_restricted: true }, 'guest'],
    ['who is a guest of one channel', { is_ultra_restricted: true }, 'guest'],
    ['who was invited and has not come yet', { is_invited_user: true }, 'guest'],
    ['who is a stranger', { is_stranger: true }, 'foreign'],
    ['of another workspace', { team_id: 'T0OTHER' }, 'foreign'],
    ['of another workspace who is a guest there', { team_id: 'T0OTHER', is_restricted: true }, 'foreign'],
    ['who left and was a guest', { deleted: true, is_restricted: true }, 'deactivated'],
  ])('refuses somebody %s', async (_, set, refusal) => {
    const { who, requester, set: change } = await peopleForTest()
    await change(set)
    expect(await who()).toEqual({ ok: false, person: requester, refusal })
  })

  it('refuses the persons that Slack itself made', async () => {
    const { who, slack } = await peopleForTest()
    const { guest, stranger, deactivated } = slack.users
    const refusals: Identity[] = []
    for (const id of ['USLACKBOT', guest, stranger, deactivated]) refusals.push(await who(id))
    expect(refusals).toMatchObject([
      { refusal: 'bot' },
      { refusal: 'guest' },
      { refusal: 'foreign' },
      { refusal: 'deactivated' },
    ])
  })

  it.each(['user_not_found', 'user_not_visible'])(
    'takes whom Slack does not show (%s) for a stranger',
    async (error) => {
      const { who, slack, requester } = await peopleForTest()
      await fault(slack, 'users.info', error)
      expect(await who()).toEqual({ ok: false, person: requester, refusal: 'foreign' })
    },
  )

  it.each(['500', '429', 'internal_error', 'invalid_auth', 'missing_scope', 'drop_after_commit'])(
    'refuses whom Slack cannot tell apart: %s',
    async (kind) => {
      const { who, slack, requester } = await peopleForTest()
      await fault(slack, 'users.info', kind)
      expect(await who()).toEqual({ ok: false, person: requester, refusal: 'identity_unknown' })
      expect(await who()).toMatchObject({ ok: true })
    },
  )

  it.each([
    ['a flag that is no flag', { is_restricted: 'no' }],
    ['an organisation that is none', { enterprise_user: 'E0HOME' }],
    ['an id that is none', { enterprise_user: { id: 'ann', enterprise_id: HOME_ORG } }],
  ])('refuses whom Slack describes with %s', async (_, set) => {
    const { who, set: change } = await peopleForTest({ enterpriseId: HOME_ORG })
    await change(set)
    expect(await who()).toMatchObject({ ok: false, refusal: 'identity_unknown' })
  })
})

describe('identify in an organisation of workspaces', () => {
  const member = (enterprise_id: string) => ({
    team_id: 'T0SISTER',
    enterprise_user: { id: 'W0ANN', enterprise_id, is_admin: false },
  })

  it('knows a member of a sister workspace by the id of the organisation', async () => {
    const { who, set } = await peopleForTest({ enterpriseId: HOME_ORG })
    await set(member(HOME_ORG))
    expect(await who()).toEqual({ ok: true, person: 'W0ANN', name: 'Ann Archer' })
  })

  it('refuses a member of another organisation', async () => {
    const { who, set } = await peopleForTest({ enterpriseId: HOME_ORG })
    await set(member('E0OTHER'))
    expect(await who()).toEqual({ ok: false, person: 'W0ANN', refusal: 'foreign' })
  })

  it('refuses a member of any organisation when it is in none itself', async () => {
    const { who, set } = await peopleForTest()
    await set(member(HOME_ORG))
    expect(await who()).toMatchObject({ ok: false, refusal: 'foreign' })
  })

  it('refuses a guest of a sister workspace', async () => {
    const { who, set } = await peopleForTest({ enterpriseId: HOME_ORG })
    await set({ ...member(HOME_ORG), is_restricted: true })
    expect(await who()).toMatchObject({ ok: false, refusal: 'guest' })
  })
})

describe('members', () => {
  it('reads a group once for all who ask at the same time', async () => {
    const { people, oncall, slack } = await peopleForTest()
    const [first, ...others] = await Promise.all(Array.from({ length: 5 }, () => people.members(oncall)))
    expect(first).toContain(slack.users.requester)
    expect(others).toEqual(Array.from({ length: 4 }, () => first))
    expect(await callsTo(slack, 'usergroups.users.list')).toHaveLength(1)
  })

  it.each([
    ['9.9 s later from what it read', 9.9, 1],
    ['10 s later from Slack', 10, 2],
    ['from Slack when the clock was set back by an hour', -3_600, 2],
  ])('answers %s', async (_, seconds, reads) => {
    const { people, oncall, slack, clock } = await peopleForTest()
    await people.members(oncall)
    clock.at = later(seconds)
    await people.members(oncall)
    expect(await callsTo(slack, 'usergroups.users.list')).toHaveLength(reads)
  })

  it('sees within 10 s that somebody left', async () => {
    const { people, oncall, slack, clock, requester } = await peopleForTest()
    expect(await people.members(oncall)).toContain(requester)
    await change(slack, { group: { id: oncall, users: [] } })
    clock.at = later(10)
    expect(await people.members(oncall)).toEqual([])
  })

  it('does not keep a read that failed', async () => {
    const { people, oncall, slack, requester } = await peopleForTest()
    await fault(slack, 'usergroups.users.list', '500')
    const both = await Promise.allSettled([people.members(oncall), people.members(oncall)])
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(await people.members(oncall)).toContain(requester)
  })

  it('keeps groups apart', async () => {
    const { people, oncall, slack } = await peopleForTest()
    const security = group(slack.groups.security)
    const ofBoth: (readonly PersonId[])[] = [await people.members(oncall), await people.members(security)]
    expect(ofBoth[0]).not.toEqual(ofBoth[1])
  })

  it('throws for a group that is gone', async () => {
    const { people, oncall, slack } = await peopleForTest()
    await change(slack, { group: { id: oncall, disabled: true } })
    await expect(people.members(oncall)).rejects.toThrow('no_such_subteam')
  })
})

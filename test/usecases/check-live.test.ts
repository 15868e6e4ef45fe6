import { describe, expect, it } from 'vitest'
import type { ChannelId, GroupId, PersonId } from '../../src/core/ids.ts'
import { Policy } from '../../src/core/policy.ts'
import { checkLive } from '../../src/usecases/check-live.ts'
import { ANN, AUDIT, BOB, KIM, ONCALL, SAM, SECURITY } from '../builders.ts'

const MEMBERS = new Map<GroupId, readonly PersonId[]>([
  [ONCALL, [ANN, SAM]],
  [SECURITY, [SAM, KIM]],
])

/** A Slack where all is well, and what it was asked. */
function slackWith(policy: object, broken: { readonly members?: true; readonly usable?: true } = {}) {
  const asked: string[] = []
  return {
    asked,
    policy: Policy.parse({ channel: AUDIT, requesters: [ONCALL], approvals: 0, ...policy }),
    identify: async (person: PersonId) => {
      asked.push(person)
      return { ok: true, person, name: 'somebody' } as const
    },
    members: async (group: GroupId) => {
      asked.push(group)
      if (broken.members) throw new Error('Slack does not say')
      return MEMBERS.get(group) ?? null
    },
    usable: async (channel: ChannelId) => {
      asked.push(channel)
      if (broken.usable) throw new Error('Slack does not say')
      return true
    },
    isThere: async (channel: ChannelId) => channel !== 'C0SLIP',
  }
}

describe('checkLive', () => {
  it('asks about each id once, and of groups only about those who approve', async () => {
    const rules = [{ name: 'one', notify: [AUDIT], admins: [BOB], approvers: [SECURITY, BOB] }]
    const slack = slackWith({ approvals: 1, approvers: [SECURITY], rules })
    expect(await checkLive(slack)).toEqual([])
    expect(slack.asked.toSorted()).toEqual([AUDIT, ONCALL, SECURITY, BOB, KIM, SAM].toSorted())
  })

  it('tells at their places what Slack does not say', async () => {
    const slack = slackWith({}, { members: true, usable: true })
    expect((await checkLive(slack)).map(({ path }) => path.join('.'))).toEqual(['requesters.0', 'channel'])
  })

  it('tells of a channel where nobody could type, since there is none', async () => {
    const slack = slackWith({ askIn: [AUDIT, 'C0SLIP'] })
    expect(await checkLive(slack)).toEqual([
      { path: ['askIn', 1], problem: expect.stringContaining('Slack shows the bot no such channel') },
    ])
  })

  it('tells of a group that is not there', async () => {
    const slack = slackWith({ requesters: ['S0GONE', ANN] })
    expect(await checkLive(slack)).toEqual([
      { path: ['requesters', 0], problem: expect.stringContaining('Slack knows no such user group') },
    ])
  })
})

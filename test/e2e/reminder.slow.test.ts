import { describe, it } from 'vitest'
import { until } from '../../simulators/observed.ts'
import type { Slack } from '../../simulators/slack/start.ts'
import { type OneRequest, oneRequest } from './one-request.ts'
import { HOUR, MINUTE, quorum, reminding } from './ways.ts'

const remindingTwo = (slack: Slack) => `${quorum(slack)}remind: 30m before expiry\n`

const reminders = ({ steps }: OneRequest) => steps.filter(({ kind }) => kind === 'reminded').length

/** Waits until the request has been reminded of, and its thread shows it. */
async function reminded(one: OneRequest, lines = 2): Promise<readonly string[]> {
  await until(
    async () => reminders(one),
    (count) => count > 0,
  )
  return peopleIn((await one.lines(lines)).at(-1) ?? '')
}

/** Everybody whom a line calls, people and groups, each once. */
function peopleIn(line: string): readonly string[] {
  return [...new Set([...line.matchAll(/@([USW][A-Z0-9]+)/g)].map(([, id = '']) => id))].sort()
}

describe.concurrent('a reminder', () => {
  it('calls once, half an hour before the end, those who may still approve', async ({ expect }) => {
    await using one = await oneRequest(reminding)
    await one.ask()
    one.pass(7 * HOUR + 29 * MINUTE)
    await one.type(one.requester, 'requests')
    const early = reminders(one)
    one.pass(MINUTE)

    expect(await reminded(one)).toEqual([one.sam, one.kim].sort())

    one.pass(20 * MINUTE)
    await one.type(one.requester, 'requests')
    expect([early, reminders(one)]).toEqual([0, 1])
    one.pass(10 * MINUTE)
    await one.reach('expired')
    expect(one.entries().map(({ kind }) => kind)).toEqual(['asked', 'reminded', 'expired'])
    expect(one.entries()[1]).toMatchObject({ of: [one.sam, one.kim] })
    expect((await one.lines(3)).length).toBe(3)
  })

  it('does not call who has approved already, nor who asked', async ({ expect }) => {
    await using one = await oneRequest(remindingTwo)
    const { outsider } = one.stage.slack.users
    const { security } = one.stage.slack.groups
    await one.seen.world({ group: { id: security, users: [one.sam, one.kim, outsider] } })
    one.pass(11)
    await one.ask(one.sam)
    await one.approve({ by: one.kim })
    one.pass(7.5 * HOUR)

    expect(await reminded(one, 3)).toEqual([outsider])
  })

  it('calls those who may approve by the policy and the groups of that moment', async ({ expect }) => {
    await using one = await oneRequest(reminding)
    const { outsider } = one.stage.slack.users
    await one.ask()
    await one.seen.world({ group: { id: one.stage.slack.groups.security, users: [one.kim, outsider] } })
    one.pass(7.5 * HOUR)

    expect(await reminded(one)).toEqual([one.kim, outsider].sort())
  })

  it('leaves the request as it was: it can be approved', async ({ expect }) => {
    await using one = await oneRequest(reminding)
    await one.ask()
    one.pass(7.5 * HOUR)
    await reminded(one)

    expect(await one.approve()).toEqual(['decided'])
    await one.reach('succeeded')

    expect(await one.inAws()).toEqual({ on: true, sent: 1, accepted: 1 })
  })

  it('is not given of what was decided before', async ({ expect }) => {
    await using one = await oneRequest(reminding)
    await one.ask()
    await one.approve()
    await one.reach('succeeded')
    one.pass(7.5 * HOUR)
    await one.restart()
    await one.type(one.requester, 'requests')

    expect(reminders(one)).toBe(0)
  })
})

describe.concurrent('a reminder whose time comes while the bot is away', () => {
  it('is given once by the next life, and not again by the one after', async ({ expect }) => {
    await using one = await oneRequest(reminding)
    await one.ask()
    await one.lines(1)
    await one.restart(reminding, () => one.pass(7 * HOUR + 45 * MINUTE))

    expect(await reminded(one)).toEqual([one.sam, one.kim].sort())

    await one.restart()
    await one.type(one.requester, 'requests')
    expect(reminders(one)).toBe(1)
    expect(await one.lines(2)).toHaveLength(2)
  })

  it('is not given once the time for a decision is over', async ({ expect }) => {
    await using one = await oneRequest(reminding)
    await one.ask()
    await one.restart(reminding, () => one.pass(9 * HOUR))
    await one.reach('expired')

    expect(reminders(one)).toBe(0)
  })

  it('was given by the life before, and is not given again when that life ends right after', async ({
    expect,
  }) => {
    await using one = await oneRequest(reminding)
    await one.ask()
    one.pass(7.5 * HOUR)
    await one.reach('requested', 2)
    await one.restart()
    await one.lines(2)
    await one.restart()
    await one.type(one.requester, 'requests')

    expect(reminders(one)).toBe(1)
    expect(await one.lines(2)).toHaveLength(2)
  })
})

import { describe, it } from 'vitest'
import { blockIds, isA, until } from '../../simulators/observed.ts'
import type { Slack } from '../../simulators/slack/start.ts'
import { twoPersonsPolicy } from '../../simulators/stage.ts'
import { countedRefusalsOf, refusalsOf } from './audit.ts'
import { textIn } from './deciding.ts'
import { type OneRequest, oneRequest } from './one-request.ts'
import { noApproval, SEALED, sealed } from './ways.ts'

const ROTATING = 'alias/orders-on'

/** One rule for the key of the test. */
const rule = (fields: (slack: Slack) => string) => (slack: Slack) =>
  `${twoPersonsPolicy(slack)}rules:\n  - name: production\n    match: { aliases: ["alias/aws-*"] }\n    ${fields(slack)}\n`

const tickets = rule(
  () => 'reason: { required: true, tickets: [CHG, INC], link: "https://tickets.example.com/{ticket}" }',
)
/** Approves nothing by itself, and names who could. */
const atOnce = (slack: Slack) => `${noApproval(slack)}approvers: [${slack.groups.security}]\n`

/** Nothing came of it: no request, no card, no call. */
async function nothingOf(one: OneRequest) {
  const { seen, steps } = one
  return { steps: steps.length, cards: (await seen.cards()).length, sent: (await seen.writes()).length }
}
const NOTHING = { steps: 0, cards: 0, sent: 0 }

async function outcomesIn({ seen }: OneRequest, channel: string, count: number) {
  const found = async () => (await seen.transcript(channel)).filter(isA('cckm_outcome'))
  return until(found, (outcomes) => outcomes.length >= count)
}

describe.concurrent('a rule that denies', () => {
  it('refuses with its sentence: there is no request, and the log has it', async ({ expect }) => {
    await using one = await oneRequest(sealed)

    const answer = await one.seen.type(one.requester, `rotate ${one.key.alias} because CHG-4711`)

    expect(blockIds(answer)).toEqual(['refused:policy_denies'])
    expect(textIn(answer)).toContain(SEALED)
    expect(refusalsOf(one.stage, one.requester)).toEqual(['policy_denies'])
    expect(await nothingOf(one)).toEqual(NOTHING)
  })

  it('says no more of any other key', async ({ expect }) => {
    await using one = await oneRequest(sealed, 'alias/orders-eligible')

    expect(await one.ask()).toEqual(['asked'])
  })
})

describe.concurrent('a rule that wants a ticket', () => {
  it.for([
    ['no reason', ''],
    ['a reason without a ticket', ' because it is due'],
    ['a ticket of another prefix', ' because OPS-12'],
    ['something like a ticket', ' because CHG-soon'],
  ] as const)('refuses %s', async ([, because], { expect }) => {
    await using one = await oneRequest(tickets)

    expect(await one.type(one.requester, `rotate ${one.key.alias}${because}`)).toEqual([
      'refused:ticket_required',
    ])
    expect(refusalsOf(one.stage, one.requester)).toEqual(['ticket_required'])
    expect(await nothingOf(one)).toEqual(NOTHING)
  })

  it('takes one with a ticket after that, and links it on the card', async ({ expect }) => {
    await using one = await oneRequest(tickets)
    await one.type(one.requester, `rotate ${one.key.alias}`)

    expect(await one.type(one.requester, `rotate ${one.key.alias} because of inc-7, at last`)).toEqual([
      'asked',
    ])

    expect((await one.standing(/^Waiting/)).asked).toContain('https://tickets.example.com/INC-7')
  })
})

describe.concurrent('stop-rotation', () => {
  const stop = `stop-rotation ${ROTATING} because CHG-4711`

  it('takes an approval where the policy asks for none, and ends with the flag off', async ({ expect }) => {
    await using one = await oneRequest(atOnce, ROTATING)
    const before = await one.inAws()

    expect(await one.type(one.requester, stop)).toEqual(['asked'])
    const waits = await one.standing(/^Waiting/)
    const between = await one.inAws()
    await one.approve()
    await one.reach('succeeded')

    expect([before, between]).toMatchObject([
      { on: true, sent: 0 },
      { on: true, sent: 0 },
    ])
    expect(waits.decides).toBe(true)
    expect(await one.inAws()).toEqual({ on: false, sent: 1, accepted: 1 })
    expect(await one.onCard('Done')).toMatchObject({ saysOn: false })
    expect((await one.seen.writes()).map(({ path }) => path.split('/').at(-1))).toEqual([
      'disable-auto-rotation',
    ])
    expect(one.entries()).toMatchObject([
      { kind: 'asked', operation: 'disable-auto-rotation', approvals: 1, before: { on: true } },
      { kind: 'approved', by: one.sam, needed: 1, given: 1 },
      ...[{ kind: 'claimed' }, { kind: 'calling' }, { kind: 'succeeded', after: { on: false } }],
    ])
  })

  it('is not carried out by the requester, who is an approver too', async ({ expect }) => {
    await using one = await oneRequest(atOnce, ROTATING)
    await one.type(one.sam, stop)

    expect(await one.look(one.sam)).toEqual(['refused:own_request'])
    expect(await one.inAws()).toMatchObject({ on: true, sent: 0 })
  })

  it('is refused where the policy names nobody who could approve', async ({ expect }) => {
    await using one = await oneRequest(noApproval, ROTATING)

    expect(await one.type(one.requester, stop)).toEqual(['refused:too_few_approvers'])
    expect(refusalsOf(one.stage, one.requester)).toEqual(['too_few_approvers'])
    expect(await nothingOf(one)).toEqual(NOTHING)
  })

  it.for([
    ['a reason', `stop-rotation ${ROTATING}`, 'usage:no_reason'],
    ['a key that rotates', 'stop-rotation alias/aws-test-key because CHG-4711', 'refused:already_so'],
  ] as const)('wants %s', async ([, text, answer], { expect }) => {
    await using one = await oneRequest(atOnce, ROTATING)

    expect((await one.type(one.requester, text))[0]).toBe(answer)
    expect(await nothingOf(one)).toEqual(NOTHING)
  })
})

describe.concurrent('askIn', () => {
  it('refuses what is typed in another channel, and takes it where it says', async ({ expect }) => {
    await using one = await oneRequest(
      (slack) => `${twoPersonsPolicy(slack)}askIn: [${slack.channels.audit}]\n`,
    )
    const { audit, oncall } = one.stage.slack.channels
    const text = `rotate ${one.key.alias}`

    const refused = await one.type(one.requester, text, { channel: oncall })
    const before = await nothingOf(one)

    expect([refused, before]).toEqual([['refused:not_here'], NOTHING])
    expect(refusalsOf(one.stage, one.requester)).toEqual(['not_here'])
    expect(await one.type(one.requester, text, { channel: audit })).toEqual(['asked'])
  })

  it('of a rule holds for its keys only', async ({ expect }) => {
    await using one = await oneRequest(rule(({ channels }) => `askIn: [${channels.audit}]`))
    const text = `rotate ${one.key.alias}`

    expect(await one.type(one.requester, text)).toEqual(['refused:not_here'])
    expect(await nothingOf(one)).toEqual(NOTHING)
    expect(await one.type(one.requester, 'rotate alias/orders-eligible')).toEqual(['asked'])
  })

  it('counts refusals of one person within a minute together, as every refusal', async ({ expect }) => {
    await using one = await oneRequest(rule(({ channels }) => `askIn: [${channels.audit}]`))
    for (const _ of [1, 2, 3]) await one.type(one.requester, `rotate ${one.key.alias}`)
    one.pass(61)

    expect(await countedRefusalsOf(one.stage, one.requester, 3)).toEqual(['not_here', 'not_here', 'not_here'])
  })
})

describe.concurrent('notify', () => {
  const notify = rule(({ channels }) => `notify: [${channels.payments}, ${channels.audit}]`)

  it.for([
    ['carried out', 'succeeded', (one: OneRequest) => one.approve()],
    ['denied', 'denied', (one: OneRequest) => one.type(one.kim, `deny ${one.id()} because not now`)],
    ['taken back', 'withdrawn', (one: OneRequest) => one.type(one.requester, `withdraw ${one.id()}`)],
  ] as const)('tells another channel once, in one line, when it is %s', async ([, end, act], { expect }) => {
    await using one = await oneRequest(notify)
    const { payments, oncall, audit } = one.stage.slack.channels
    await one.ask()
    const before = await outcomesIn(one, payments, 0)
    await act(one)
    await one.reach(end)
    const [told] = await outcomesIn(one, payments, 1)
    await outcomesIn(one, oncall, 1)

    await one.restart()
    await one.type(one.requester, 'requests')

    expect(before).toEqual([])
    expect(told?.metadata?.event_payload).toMatchObject({
      request: one.id(),
      hash: one.entries().at(-1)?.hash,
    })
    expect(told?.blocks).toHaveLength(1)
    for (const [channel, count] of [[payments, 1] as const, [oncall, 1] as const, [audit, 0] as const])
      expect(await outcomesIn(one, channel, count)).toHaveLength(count)
  })

  it('of another rule says nothing of this key', async ({ expect }) => {
    await using one = await oneRequest(notify, 'alias/orders-eligible')
    const { payments, oncall } = one.stage.slack.channels
    await one.ask()
    await one.approve()
    await outcomesIn(one, oncall, 1)

    expect(await outcomesIn(one, payments, 0)).toEqual([])
  })
})

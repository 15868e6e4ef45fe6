import { describe, it } from 'vitest'
import type { Slack } from '../../simulators/slack/start.ts'
import { twoPersonsPolicy } from '../../simulators/stage.ts'
import { type OneRequest, oneRequest } from './one-request.ts'
import { approvedInVain, noApproval, onlyKim, quorum, SEALED, sealed } from './ways.ts'

/** The same as before, by a rule with a name. */
function named(name: string, approvals: number) {
  return (slack: Slack) =>
    `${twoPersonsPolicy(slack)}rules: [{ name: ${name}, match: { aliases: ["alias/aws-*"] }, approvals: ${approvals} }]\n`
}

function approvalsIn(one: OneRequest) {
  return one
    .entries()
    .flatMap(({ kind, rule, needed, given }) => (kind === 'approved' ? [{ rule, needed, given }] : []))
}

describe.concurrent('a policy that changes while a request waits', () => {
  it('asks for as many approvals as it says now; card, form and log say by which rule', async ({
    expect,
  }) => {
    await using one = await oneRequest()
    await one.ask()
    const before = await one.standing(/^Waiting/)
    await one.restart(named('production', 2))
    const after = await one.standing(/2 approvers/)

    await one.approve()
    const between = await one.standing(/1 of 2/)
    const { sent } = await one.inAws()
    await one.approve({ by: one.kim })
    await one.reach('succeeded')

    expect(before.asked).not.toContain('policy has changed')
    expect(after.asked).toMatch(
      /policy has changed meanwhile: it asked for 1 approval; now the rule “production” asks for 2/,
    )
    expect(between.asked).toContain('production')
    expect(sent).toBe(0)
    expect(one.entries()[0]).toMatchObject({ kind: 'asked', rule: 'policy', approvals: 1 })
    expect(approvalsIn(one)).toEqual([
      { rule: 'production', needed: 2, given: 1 },
      { rule: 'production', needed: 2, given: 2 },
    ])
    const [, line = ''] = await one.lines(2)
    expect(line).toContain('production')
    expect(await one.inAws()).toEqual({ on: true, sent: 1, accepted: 1 })
  })

  it('shows in the form what changed since it was asked', async ({ expect }) => {
    await using one = await oneRequest()
    await one.ask()
    await one.restart(named('production', 2))

    const form = await one.seen.openForm(one.sam, await one.card(), 'approve')

    expect(JSON.stringify(form?.blocks)).toContain('“production”')
  })

  it.for([
    ['who approved before says so again', (one: OneRequest) => one.sam],
    ['another approves', (one: OneRequest) => one.kim],
  ] as const)('asks for fewer: nothing is sent before %s', async ([, who], { expect }) => {
    await using one = await oneRequest(quorum)
    await one.ask()
    await one.approve()
    await one.restart(named('production', 1))
    const after = await one.standing(/once more/)
    const waits = [one.path().at(-1), (await one.inAws()).sent]

    expect(await one.approve({ by: who(one) })).toEqual(['decided'])
    await one.reach('succeeded')

    expect(after.decides).toBe(true)
    expect(waits).toEqual(['requested', 0])
    expect(await one.inAws()).toEqual({ on: true, sent: 1, accepted: 1 })
  })

  it('asks for none: it still takes the yes of an approver', async ({ expect }) => {
    await using one = await oneRequest()
    await one.ask()
    const withApprovers = (slack: Slack) => twoPersonsPolicy(slack).replace('approvals: 1', 'approvals: 0')
    await one.restart(withApprovers)
    const { asked } = await one.standing(/^Waiting/)
    const { sent } = await one.inAws()

    expect(await one.approve()).toEqual(['decided'])
    await one.reach('succeeded')

    expect([asked.includes('none needed any more'), sent]).toEqual([true, 0])
  })

  it('names other approvers: whoever was one before is none', async ({ expect }) => {
    await using one = await oneRequest()
    await one.ask()
    await one.restart(onlyKim)

    expect(await one.look(one.sam)).toEqual(['refused:not_approver'])
    expect(await one.approve({ by: one.kim })).toEqual(['decided'])
    expect(approvalsIn(one)).toEqual([{ rule: 'policy', needed: 1, given: 1 }])
  })

  it('denies it: the card says why, and a press of Approve closes it, so that nobody waits for it', async ({
    expect,
  }) => {
    await using one = await oneRequest()
    await one.ask()
    await one.restart(sealed)
    const { standing, asked } = await one.standing(/cannot be approved/)

    expect(`${standing}\n${asked}`).toContain(SEALED)
    expect(await one.look()).toEqual(['closed'])
    expect(one.path()).toEqual(['requested', 'cancelled'])
    expect(one.entries().at(-1)).toMatchObject({ kind: 'cancelled', why: 'policy_denies' })
    expect((await one.standing(/^Closed/)).standing).toContain(SEALED)
  })

  it('denies it: it can still be taken back', async ({ expect }) => {
    await using one = await oneRequest()
    await one.ask()
    await one.restart(sealed)

    expect(await one.type(one.requester, `withdraw ${one.id()}`)).toEqual(['withdrawn'])
    expect(one.path()).toEqual(['requested', 'withdrawn'])
  })

  it('denies it while the form is open: the submission is refused', async ({ expect }) => {
    await using one = await oneRequest()
    await one.ask()

    const answer = await one.approve({ meanwhile: () => one.restart(sealed) })

    expect(answer).toEqual(['refused:policy_denies'])
    expect(one.path()).toEqual(['requested'])
    expect(await one.inAws()).toEqual({ on: false, sent: 0, accepted: 0 })
  })
})

describe.concurrent('a policy that denies what was approved', () => {
  it.for([
    ['by a second person', undefined],
    ['by the policy before', noApproval],
  ] as const)('%s: it is closed before the call, with the reason', async ([, policy], { expect }) => {
    await using one = await oneRequest(policy)
    if (policy) {
      await one.readFault({ kind: '500', times: -1 })
      one.before.set('ledger.commit', () => undefined)
      await one.ask()
      await one.reach('approved', 2)
    } else await approvedInVain(one)
    await one.restart(sealed, () => one.seen.cipherTrustFault({ kind: 'none' }))
    one.pass(11)
    await one.reach('cancelled')

    const { standing } = await one.standing(/^Closed/)
    expect(standing).toContain(SEALED)
    expect(one.entries().at(-1)).toMatchObject({ kind: 'cancelled', why: 'policy_denies' })
    expect(await one.inAws()).toEqual({ on: false, sent: 0, accepted: 0 })
  })
})

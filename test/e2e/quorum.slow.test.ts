import { describe, it } from 'vitest'
import type { Slack } from '../../simulators/slack/start.ts'
import { outcomeOf, refusalsOf } from './audit.ts'
import { type OneRequest, oneRequest } from './one-request.ts'
import { quorum } from './ways.ts'

const WAITS = /^Waiting/

/** What the log has of each approval. */
function approvalsIn(one: OneRequest) {
  return one
    .entries()
    .filter(({ kind }) => kind === 'approved')
    .map(({ by, needed, given, void: gone }) => ({ by, needed, given, ...(gone ? { gone } : {}) }))
}

describe.concurrent('a rule that asks for two approvals', () => {
  it('waits for the second one, and says after the first how far it is; then the call is made once', async ({
    expect,
  }) => {
    await using one = await oneRequest(quorum)
    await one.ask()
    const before = await one.standing(WAITS)

    expect(await one.approve()).toEqual(['decided'])
    const between = await one.standing(/1 of 2/)
    const inAws = await one.inAws()
    expect(await one.approve({ by: one.kim })).toEqual(['decided'])
    await one.reach('succeeded')

    expect(before.standing).not.toContain(one.sam)
    expect(between.standing).toContain(`@${one.sam}`)
    expect(between).toMatchObject({ decides: true, asked: expect.stringContaining('fine with me') })
    expect(inAws).toEqual({ on: false, sent: 0, accepted: 0 })
    const { stage, seen, key } = one
    expect(await outcomeOf(stage, seen, key)).toMatchObject({
      kinds: ['asked', 'approved', 'approved', 'claimed', 'calling', 'succeeded'],
      thread: ['asked', 'approved', 'approved', 'succeeded'],
      ...{ cards: 1, sent: 1, committed: 1, shown: true, on: true, told: 1 },
    })
    const [, first = '', second = ''] = await one.lines(4)
    expect([first.includes(one.sam), first.includes(one.kim)]).toEqual([true, false])
    expect(second).toContain(one.kim)
    const done = await one.standing(/^Done/)
    for (const person of [one.sam, one.kim]) expect(done.asked).toContain(`@${person}`)
    expect(done.decides).toBe(false)
    expect(approvalsIn(one)).toEqual([
      { by: one.sam, needed: 2, given: 1 },
      { by: one.kim, needed: 2, given: 2 },
    ])
  })

  it('does not take a second one of the same person', async ({ expect }) => {
    await using one = await oneRequest(quorum)
    await one.ask()
    await one.approve()

    expect(await one.look()).toEqual(['refused:already_approved'])
    expect(refusalsOf(one.stage, one.sam)).toEqual(['already_approved'])
    expect(approvalsIn(one)).toEqual([{ by: one.sam, needed: 2, given: 1 }])
    expect(await one.inAws()).toMatchObject({ on: false, sent: 0 })
  })

  it('is over with one denial, whoever approved before', async ({ expect }) => {
    await using one = await oneRequest(quorum)
    await one.ask()
    await one.approve()
    const form = await one.seen.openForm(one.kim, await one.card(), 'deny')

    await one.seen.submit(one.kim, form ?? { id: '' }, 'not before the release')
    await one.reach('denied')

    const denied = await one.standing(/^Denied/)
    expect(denied.standing).toContain('not before the release')
    expect(denied.decides).toBe(false)
    expect(one.path()).toEqual(['requested', 'requested', 'denied'])
    expect(await one.inAws()).toEqual({ on: false, sent: 0, accepted: 0 })
  })

  it('can be denied by who approved it, who thought again', async ({ expect }) => {
    await using one = await oneRequest(quorum)
    await one.ask()
    await one.approve()

    expect(await one.type(one.sam, `deny ${one.id()} because the wrong key`)).toEqual(['decided'])

    expect(one.path()).toEqual(['requested', 'requested', 'denied'])
  })

  it('takes two that come at the same moment, and makes one call', async ({ expect }) => {
    await using one = await oneRequest(quorum)
    await one.ask()
    const { seen, sam, kim } = one
    const card = await one.card()
    const forms = [await seen.openForm(sam, card, 'approve'), await seen.openForm(kim, card, 'approve')]

    await Promise.all([sam, kim].map((person, n) => seen.submit(person, forms[n] ?? { id: '' })))
    await one.reach('succeeded')

    expect(approvalsIn(one).map(({ given }) => given)).toEqual([1, 2])
    expect(new Set(approvalsIn(one).map(({ by }) => by))).toEqual(new Set([sam, kim]))
    expect(await one.inAws()).toEqual({ on: true, sent: 1, accepted: 1 })
  })
})

describe.concurrent('an approver who leaves the approvers before the second approval', () => {
  const security = ({ groups }: Slack) => groups.security

  /** Sam approves, and is no approver any more when Kim does. */
  async function samLeaves(one: OneRequest) {
    const { seen, stage, kim, sam } = one
    const { outsider } = stage.slack.users
    await seen.world({ group: { id: security(stage.slack), users: [sam, kim, outsider] } })
    await one.ask()
    await one.approve()
    await seen.world({ group: { id: security(stage.slack), users: [kim, outsider] } })
    one.pass(11)
    return outsider
  }

  it('does not count: it takes another one, and the log says whose is void', async ({ expect }) => {
    await using one = await oneRequest(quorum)
    const otto = await samLeaves(one)

    await one.approve({ by: one.kim })
    const between = await one.standing(new RegExp(one.kim))
    const sent = (await one.inAws()).sent
    await one.approve({ by: otto })
    await one.reach('succeeded')

    expect(between.standing).toContain('1 of 2')
    expect(between.standing).not.toContain(one.sam)
    expect(sent).toBe(0)
    expect(approvalsIn(one)).toEqual([
      { by: one.sam, needed: 2, given: 1 },
      { by: one.kim, needed: 2, given: 1, gone: [one.sam] },
      { by: otto, needed: 2, given: 2 },
    ])
    const [, , line = ''] = await one.lines(5)
    for (const person of [one.kim, one.sam]) expect(line).toContain(`@${person}`)
    expect(await one.inAws()).toEqual({ on: true, sent: 1, accepted: 1 })
  })

  it('is named in the form of the next one as no longer counting', async ({ expect }) => {
    await using one = await oneRequest(quorum)
    await samLeaves(one)

    const form = await one.seen.openForm(one.kim, await one.card(), 'approve')

    expect(JSON.stringify(form?.blocks)).toContain(one.sam)
  })
})

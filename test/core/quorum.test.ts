import { describe, expect, it } from 'vitest'
import { type Actor, decide, type Ruling, whyNotDecide } from '../../src/core/deciding.ts'
import type { InputId, PersonId } from '../../src/core/ids.ts'
import { type Request, Request as Schema } from '../../src/core/request.ts'
import type { Rule } from '../../src/core/rules.ts'
import {
  ANN,
  anActor,
  anInputId,
  as,
  BOB,
  KIM,
  later,
  ONE_APPROVAL,
  ruled,
  SAM,
  SECURITY,
  waiting,
} from '../builders.ts'

const at = later(60)
const asking = (approvals: number): Rule => ({ ...ONE_APPROVAL, name: 'production', approvals })
const two = asking(2)
const three = asking(3)
const sealed: Rule = { ...two, deny: 'in the ceremony only' }

/** An approver under this rule, while the approvals of these people count. */
function under(person: PersonId, rule: Rule, counting: readonly PersonId[] = []): Actor {
  return anActor(person, { approvers: SECURITY }, { rule, counting })
}

function approve(request: Request, actor: Actor, input: InputId = anInputId(2), comment = 'fine'): Ruling {
  return decide(request, { verdict: 'approve', input, comment }, actor, at)
}

/** The request as these people have approved it, one after the other. */
function approvedBy(people: readonly PersonId[], rule: Rule): Request {
  return people.reduce<Request>(
    (request, person, nth) =>
      ruled(approve(request, under(person, rule, people.slice(0, nth)), anInputId(nth + 2))).to,
    waiting({ rule }),
  )
}

describe('approve, where several must,', () => {
  it.each([
    [1, [SAM], 'approved'],
    [2, [SAM], 'requested'],
    [2, [SAM, KIM], 'approved'],
    [3, [SAM, KIM], 'requested'],
    [3, [SAM, KIM, BOB], 'approved'],
  ] as const)('of %i needed, %j: leaves it %s', (approvals, people, state) => {
    const request = approvedBy(people, asking(approvals))
    expect(request).toMatchObject({ state, version: 1 + people.length })
    expect(request.approvals.map(({ by }) => by)).toEqual(people)
  })

  it('keeps the first one, with its comment, while it waits, and is not approved yet', () => {
    const { from, to, entry } = ruled(approve(waiting({ rule: two }), under(SAM, two)))
    expect(from).toEqual(waiting({ rule: two }))
    expect(to).toEqual({
      ...waiting({ rule: two }),
      version: 2,
      approvals: [{ by: SAM, at: at.getTime(), input: anInputId(2), comment: 'fine' }],
    })
    expect(entry).toMatchObject({ kind: 'approved', by: SAM, rule: 'production', needed: 2, given: 1 })
    expect(entry).not.toHaveProperty('void')
  })

  it('is approved at the moment of the last one, and keeps what the first one wrote', () => {
    const request = approvedBy([SAM], two)
    const { to, entry } = ruled(approve(request, under(KIM, two, [SAM]), anInputId(3), 'me too'))
    expect(to).toMatchObject({
      ...{ state: 'approved', approvedAt: at.getTime(), tries: 0, version: 3 },
      approvals: [
        { by: SAM, comment: 'fine' },
        { by: KIM, comment: 'me too', input: anInputId(3) },
      ],
    })
    expect(entry).toMatchObject({ by: KIM, input: anInputId(3), needed: 2, given: 2 })
  })

  it('counts one person once', () => {
    const refused = approve(approvedBy([SAM], two), under(SAM, two, [SAM]))
    expect(refused).toEqual({ ok: false, refusal: 'already_approved' })
    const later = approve(approvedBy([SAM, KIM], three), under(KIM, three, [SAM, KIM]))
    expect(later).toEqual({ ok: false, refusal: 'already_approved' })
  })

  it.each([1, 0])(
    'takes a second yes of the same person once the rule asks for %i by now, and theirs is enough',
    (approvals) => {
      const actor = under(SAM, asking(approvals), [SAM])
      const { to, entry } = ruled(approve(approvedBy([SAM], two), actor, anInputId(9), 'again'))
      expect(to).toMatchObject({
        state: 'approved',
        approvals: [{ by: SAM, input: anInputId(9), comment: 'again' }],
      })
      expect(entry).toMatchObject({ needed: approvals, given: 1 })
      expect(to.approvals).toHaveLength(1)
    },
  )

  it('takes the yes of another person as the only one that is needed by now', () => {
    const { to } = ruled(approve(approvedBy([SAM], three), under(KIM, two, [SAM])))
    expect(to).toMatchObject({ state: 'approved', approvals: [{ by: SAM }, { by: KIM }] })
  })

  it('waits on where the rule asks for more by now', () => {
    const { to, entry } = ruled(approve(approvedBy([SAM], two), under(KIM, three, [SAM])))
    expect([to.state, entry]).toMatchObject(['requested', { needed: 3, given: 2 }])
  })

  it('goes by the rule in force, whichever it was asked under', () => {
    const { to, entry } = ruled(approve(waiting({ rule: asking(1) }), under(SAM, two)))
    expect([to.state, to.rule, entry]).toMatchObject([
      ...['requested', { name: 'production', approvals: 1 }],
      { rule: 'production', needed: 2 },
    ])
  })

  it('drops an approval that does not count any more, and names whose it was', () => {
    const { to, entry } = ruled(approve(approvedBy([SAM], two), under(KIM, two, [])))
    expect(to).toMatchObject({ state: 'requested', approvals: [{ by: KIM }] })
    expect(to.approvals).toHaveLength(1)
    expect(entry).toMatchObject({ kind: 'approved', by: KIM, given: 1, void: [SAM] })
    expect(to.voided).toEqual([anInputId(2)])
  })

  it('keeps the good one of two, and names the other', () => {
    const { to, entry } = ruled(approve(approvedBy([SAM, KIM], three), under(BOB, three, [KIM])))
    expect([to.state, to.approvals.map(({ by }) => by)]).toEqual(['requested', [KIM, BOB]])
    expect(entry).toMatchObject({ needed: 3, given: 2, void: [SAM] })
  })

  it('lets somebody approve anew whose approval did not count any more', () => {
    const { to, entry } = ruled(approve(approvedBy([SAM], two), under(SAM, two, []), anInputId(9)))
    expect(to).toMatchObject({ state: 'requested', approvals: [{ by: SAM, input: anInputId(9) }] })
    expect(to.approvals).toHaveLength(1)
    expect(entry).toMatchObject({ given: 1 })
    expect(entry).not.toHaveProperty('void')
  })

  it('keeps the inputs of all approvals that came to count no more, also after its end', () => {
    const first = ruled(approve(approvedBy([SAM], three), under(KIM, three, []), anInputId(3))).to
    const second = ruled(approve(first, under(BOB, three, []), anInputId(4))).to
    expect(second).toMatchObject({ approvals: [{ by: BOB }], voided: [anInputId(2), anInputId(3)] })
    const denial = { verdict: 'deny', input: anInputId(5) } as const
    const { to } = ruled(decide(second, denial, under(KIM, three), at))
    expect(to).toMatchObject({ state: 'denied', voided: [anInputId(2), anInputId(3)] })
    expect(Schema.parse(JSON.parse(JSON.stringify(to)))).toEqual(to)
  })

  it('keeps none while every approval counts', () => {
    expect(approvedBy([SAM, KIM], three)).not.toHaveProperty('voided')
  })

  it.each([asking(0), asking(1), two, sealed])('is never for the requester: $approvals', (rule) => {
    for (const counting of [[], [SAM]])
      expect(approve(waiting({ rule }), under(ANN, rule, counting))).toEqual({
        ok: false,
        refusal: 'own_request',
      })
  })
})

describe('deny, where several must approve,', () => {
  const deny = (request: Request, actor: Actor) =>
    decide(request, { verdict: 'deny', input: anInputId(5), comment: 'not today' }, actor, at)

  it.each([
    ['somebody else', KIM],
    ['who had approved it', SAM],
  ])('is for %s, and keeps who had approved', (_, person) => {
    const { to, entry } = ruled(deny(approvedBy([SAM], two), under(person, two, [SAM])))
    expect(to).toMatchObject({ state: 'denied', by: person, comment: 'not today', approvals: [{ by: SAM }] })
    expect(entry).toMatchObject({ kind: 'denied', by: person })
  })

  it('is possible where the rule denies by now, and approving is not', () => {
    const actor = under(KIM, sealed, [SAM])
    expect(approve(approvedBy([SAM], two), actor)).toEqual({ ok: false, refusal: 'policy_denies' })
    expect(ruled(deny(approvedBy([SAM], two), actor)).to.state).toBe('denied')
  })
})

describe('whyNotDecide', () => {
  it.each([
    [
      'that they may not at all before that the rule denies',
      anActor(KIM, {}, { rule: sealed }),
      'not_approver',
    ],
    ['that the rule denies before that they have approved', under(SAM, sealed, [SAM]), 'policy_denies'],
  ])('says %s', (_, actor, refusal) => {
    expect(whyNotDecide(as(approvedBy([SAM], two), 'requested'), 'approve', actor, at)).toBe(refusal)
  })

  it('says that it is too late before that the rule denies', () => {
    const expiry = new Date(waiting().expiresAt)
    expect(whyNotDecide(waiting(), 'approve', under(SAM, sealed), expiry)).toBe('too_late')
  })
})

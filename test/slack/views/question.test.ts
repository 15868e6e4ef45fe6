import { describe, expect, it } from 'vitest'
import type { Asking } from '../../../src/core/asking.ts'
import type { Request } from '../../../src/core/request.ts'
import { card } from '../../../src/slack/views/card.ts'
import { ACTIONS } from '../../../src/slack/views/question.ts'
import {
  ANN,
  a,
  aKey,
  approvedBySam,
  BOB,
  KIM,
  later,
  policy,
  SAM,
  SECURITY,
  twoPersons,
  waiting,
} from '../../builders.ts'
import { everyRequest, ORDINARY } from './every-request.ts'
import { buttons, ids, inlines, values, words } from './read-blocks.ts'
import { approvedOnce, production } from './under-rules.ts'

const draw = (request: Request, by = twoPersons) =>
  card({ request, newest: null, replaces: false }, { policy: by })
const asked: Request = { ...a('unconfirmed'), reads: 21, personAskedAt: later(1_800).getTime() }

/** What acts on a request, by what core says of its state. */
function acting(request: Request): readonly string[] {
  if (request.state === 'requested') return request.rule.approvals > 0 ? ['approve', 'deny'] : []
  if (request.state === 'unconfirmed')
    return request.personAskedAt === undefined ? [] : ['settle_on', 'settle_off']
  return request.state === 'failed' || request.state === 'expired' ? ['ask_again'] : []
}

describe('the buttons of a card', () => {
  const all = everyRequest(ORDINARY)

  it.each([...all, approvedBySam().to].map((request, n) => [n, request.state, request] as const))(
    'are there exactly where they act: %s, %s',
    (_, __, request) => {
      expect(buttons(draw(request)).map(({ action }) => action)).toEqual(acting(request))
    },
  )

  it('cover every action that is listened to', () => {
    const drawn = all.flatMap((request) => buttons(draw(request)).map(({ action }) => action))
    expect(new Set(drawn)).toEqual(new Set(ACTIONS))
  })

  it.each([waiting(), asked, a('failed')])('say which request they are about: $state', (request) => {
    const about = buttons(draw(request)).map(({ value }) => value)
    expect(new Set(about)).toEqual(new Set([request.id]))
  })

  it('tell yes and no apart by their look', () => {
    expect(buttons(draw(waiting())).map(({ style }) => style)).toEqual(['primary', 'danger'])
  })

  it('ask again before an answer about AWS counts, with that answer in the question', () => {
    const [on, off] = buttons(draw(asked))
    expect(on?.confirm).toMatch(/is on\./)
    expect(off?.confirm).toMatch(/is off\./)
  })

  it('ask nothing more where a form comes first, or a request is made', () => {
    const others = [...buttons(draw(waiting())), ...buttons(draw(a('failed')))]
    expect(others.map(({ confirm }) => confirm)).toEqual(['', '', ''])
  })
})

describe('the question about a period', () => {
  const period = (changes: Partial<Asking>): Request => ({
    ...a('unconfirmed', changes),
    ...{ reads: 21, personAskedAt: later(1_800).getTime() },
  })
  const labels = (request: Request) =>
    draw(request).blocks.flatMap((block) =>
      block.type === 'actions'
        ? block.elements.flatMap((element) => (element.type === 'button' ? [element.text.text] : []))
        : [],
    )

  it('is whether it is on with that period', () => {
    const request = period({ periodDays: 180 })
    expect(words(draw(request), 'question')).toContain(`of ${aKey().arn} on in AWS now, every 180 days?`)
    expect(labels(request)).toEqual(['Yes, it is on, every 180 days', 'No, it is not on every 180 days'])
    expect(buttons(draw(request)).map(({ confirm }) => confirm.split('. ')[0])).toEqual([
      'You looked at this key in AWS, and its automatic rotation is on, every 180 days',
      'You looked at this key in AWS, and its automatic rotation is not on, or not every 180 days',
    ])
  })

  it.each([{}, { operation: 'disable-auto-rotation' } as const])(
    'is whether it is on, where none was asked for: %j',
    (changes) => {
      expect(words(draw(period(changes)), 'question')).toContain(`of ${aKey().arn} on in AWS now?`)
      expect(labels(period(changes))).toEqual(['Yes, it is on', 'No, it is off'])
    },
  )

  it('asks again with the same answer in its title and its button', () => {
    const asked = (request: Request) =>
      JSON.stringify(draw(request).blocks).match(/"(?:It is[^"]*\?|Yes, it is[^"]*|No, it is[^"]*)"/g)
    expect(asked(period({ periodDays: 180 }))).toEqual([
      '"Yes, it is on, every 180 days"',
      '"Yes, it is on, every 180 days in AWS: ends request R-11111111"',
      '"It is on, every 180 days in AWS?"',
      '"No, it is not on every 180 days"',
      '"No, it is not on every 180 days in AWS: ends request R-11111111"',
      '"It is not on every 180 days in AWS?"',
    ])
  })
})

describe('the question', () => {
  it('stands above its buttons, about the key by its ARN', () => {
    const drawn = ids(draw(asked))
    expect(drawn.indexOf('question')).toBe(drawn.indexOf('settle') - 1)
    expect(values(draw(asked), 'question')).toEqual([aKey().arn])
  })

  it('is for approvers and admins, each named once, and not for the requester', () => {
    const view = draw(asked, { ...twoPersons, approvers: [SAM, ANN, SECURITY], admins: [SAM, BOB, ANN] })
    expect(words(view, 'question')).toContain(
      `one of [${SAM}], [${SECURITY}], [${BOB}] (not by the requester)`,
    )
    expect(inlines(view, 'question')).toContainEqual({ type: 'usergroup', usergroup_id: SECURITY })
  })

  it('is for an admin alone where no approval is needed', () => {
    expect(words(draw(asked, { ...policy, admins: [KIM] }), 'question')).toContain(`by [${KIM}].`)
  })

  it('is by the rule in force: for its approvers, also those who approved, and for its admins', () => {
    const by = { ...production, rules: [{ name: 'all', approvers: [SAM], admins: [KIM] }] }
    const { approvals } = approvedOnce()
    const view = draw({ ...asked, approvals }, by)
    expect(words(view, 'question')).toContain(`by one of [${SAM}], [${KIM}].`)
  })

  it('is not for a requester who may be in a group that is asked', () => {
    const by = { ...production, rules: [{ name: 'all', approvers: [SECURITY] }] }
    expect(words(draw(asked, by), 'question')).toContain(`[${SECURITY}], [${BOB}] (not by the requester).`)
  })

  it('says who must look when the policy names nobody', () => {
    expect(words(draw(asked, policy), 'question')).toContain('Tell whoever looks after the policy.')
    expect(words(draw(asked, policy), 'question')).not.toContain('then answer')
  })
})

import { describe, expect, it } from 'vitest'
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
import { everyRequest } from './every-request.ts'
import { buttons, ids, inlines, values, words } from './read-blocks.ts'

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
  const all = everyRequest({ key: aKey(), reason: '', comment: '', typed: '' })

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
    expect(words(draw(asked, { ...policy, admins: [KIM] }), 'question')).toContain(`by [${KIM}] (`)
  })

  it('says who must look when the policy names nobody', () => {
    expect(words(draw(asked, policy), 'question')).toContain('An operator must look at the policy.')
  })
})

import type { InputBlock } from '@slack/types'
import { describe, expect, it } from 'vitest'
import { MOST_COMMENT, type Verdict } from '../../../src/core/input.ts'
import type { DecisionForm } from '../../../src/core/reply.ts'
import { COMMENT, DECISION_FORM, decisionForm, loading, notice } from '../../../src/slack/views/form.ts'
import { reply } from '../../../src/slack/views/reply.ts'
import { ANN, aKey, ON, ONE_APPROVAL, UNREACHABLE, waiting } from '../../builders.ts'
import { block, ids, values, words } from './read-blocks.ts'

const form = (more: Partial<DecisionForm> = {}) => decisionForm({ ...FORM, ...more }, 'kept')

const FORM: DecisionForm = {
  ...{ kind: 'form', verdict: 'approve', request: waiting() },
  ...{ rule: ONE_APPROVAL, counting: [] },
}

function field(more: Partial<DecisionForm> = {}): InputBlock {
  const found = block(form(more), COMMENT.block)
  if (found.type !== 'input') throw new Error('the comment is no input')
  return found
}

function element(more: Partial<DecisionForm> = {}) {
  const { element } = field(more)
  if (element.type !== 'plain_text_input') throw new Error('the comment is no text')
  return element
}

describe('decisionForm', () => {
  it('is drawn from the stored request: operation, key, account, requester, reason', () => {
    const { arn, account, region } = aKey()
    const view = form()
    expect(values(view, 'wish')).toEqual(['alias/payments'])
    expect(values(view, 'what')).toEqual(['enable-auto-rotation', arn, account, region, 'CHG-4711'])
    expect(words(view, 'what')).toContain(`Request: ${waiting().id}`)
    expect(words(view, 'what')).toContain(`Asked by: [${ANN}]`)
  })

  it('shows another request as that one', () => {
    const key = aKey({ arn: 'arn:aws:kms:eu-west-1:1:key/other', aliases: ['alias/other'] })
    const other = waiting({ key, operation: 'disable-auto-rotation' })
    expect(values(form({ request: other }), 'wish')).toEqual(['alias/other'])
    expect(words(form({ request: other }), 'wish')).toMatch(/^Switch off automatic rotation: /)
    expect(values(form({ request: other }), 'what')).toContain('disable-auto-rotation')
    expect(values(form({ request: other }), 'what')).toContain(key.arn)
  })

  it('shows the flag that the key had, and when AWS would rotate first', () => {
    expect(words(form(), 'wish')).toContain('Automatic rotation: off')
    expect(words(form(), 'what')).toContain('First rotation: about [2027-03-02T09:00:00.000Z]')
    const on = waiting({ key: aKey({ rotation: ON }), operation: 'disable-auto-rotation' })
    expect(words(form({ request: on }), 'wish')).toContain('Automatic rotation: on, every 365 days')
    expect(words(form({ request: on }), 'what')).not.toContain('First rotation')
  })

  it.each<[Verdict, string]>([
    ['approve', 'Approve'],
    ['deny', 'Deny'],
  ])('says on its button what is decided: %s', (verdict, said) => {
    expect(form({ verdict })).toMatchObject({
      callback_id: DECISION_FORM,
      private_metadata: 'kept',
      submit: { text: said },
    })
  })

  it('tells an approver what comes of it, and somebody who denies not', () => {
    expect(ids(form())).toEqual(['wish', 'what', 'effect', 'comment'])
    expect(ids(form({ verdict: 'deny' }))).toEqual(['wish', 'what', 'effect', 'comment'])
  })

  it('says why the key could not be read, and that one can decide all the same', () => {
    const view = form({ fault: UNREACHABLE })
    expect(ids(view)).toEqual(['wish', 'what', 'effect', 'unread', 'comment'])
    expect(words(view, 'unread')).toContain('could not be reached')
    expect(words(view, 'unread')).toContain('You can decide all the same')
  })

  it.each<[Verdict, boolean]>([
    ['approve', true],
    ['deny', false],
  ])('asks for a reason only of somebody who denies: %s, optional %s', (verdict, optional) => {
    expect(field({ verdict }).optional).toBe(optional)
  })

  it('has in its field what was typed already, on one line and clean', () => {
    expect(element({ comment: 'fine\u202e with\nme' }).initial_value).toBe('fine with me')
    expect(element()).not.toHaveProperty('initial_value')
    expect(element({ comment: '\u200b' })).not.toHaveProperty('initial_value')
  })

  it.each([
    ['letters', 'x'.repeat(2_000), MOST_COMMENT],
    ['emoji, which count twice', '😀'.repeat(900), MOST_COMMENT],
  ])('prefills no more than it takes back: %s', (_, comment, most) => {
    const { initial_value = '', max_length } = element({ comment })
    expect(max_length).toBe(most)
    expect(initial_value.length).toBeLessThanOrEqual(most)
    expect(initial_value).toMatch(/…$/)
  })
})

describe('loading', () => {
  it('has nothing to submit, and the block by which it is known', () => {
    expect(loading()).not.toHaveProperty('submit')
    expect(ids(loading())).toEqual(['loading'])
  })
})

describe('notice', () => {
  it('shows an answer as it is, with nothing to submit', () => {
    const answer = reply({ kind: 'refused', refusal: 'not_approver', request: waiting() }, '/cckm')
    expect(notice(answer).blocks).toEqual(answer.blocks)
    expect(notice(answer)).not.toHaveProperty('submit')
  })
})

import type { KnownBlock } from '@slack/types'
import { isGroup, type Policy } from '../../core/policy.ts'
import type { Request, RequestIn } from '../../core/request.ts'
import { asksAPerson } from '../../core/settling.ts'
import { bold, buttons, type Inline, lines, plain, value } from './blocks.ts'
import { CLIP } from './text.ts'
import { maySettle, someOf } from './who-may.ts'
import { every } from './wish.ts'

/** What can be pressed on a card. Each name is registered with Slack as it is. */
export const ACTIONS = ['approve', 'deny', 'settle_on', 'settle_off', 'ask_again'] as const
export type Action = (typeof ACTIONS)[number]

/** What a card asks of people in this state of its request, and the buttons to answer with; nothing in most states. */
export function question(request: Request, policy: Policy): readonly KnownBlock[] {
  const { id, state } = request
  if (state === 'requested' && request.rule.approvals > 0)
    return [
      buttons(
        'decide',
        {
          ...{ action: 'approve' satisfies Action, label: 'Approve…', about: id, style: 'primary' },
          aloud: `Approve request ${id}: opens a form that shows all of it`,
        },
        {
          ...{ action: 'deny' satisfies Action, label: 'Deny…', about: id, style: 'danger' },
          aloud: `Deny request ${id}: opens a form that asks why`,
        },
      ),
    ]
  if (asksAPerson(request)) return settling(request, policy)
  if (state === 'failed' || state === 'expired')
    return [
      buttons('again', {
        ...{ action: 'ask_again' satisfies Action, label: 'Ask again', about: id },
        aloud: `Ask again: makes a new request in the place of ${id}`,
      }),
    ]
  return []
}

function settling(request: RequestIn<'unconfirmed'>, policy: Policy): readonly KnownBlock[] {
  const { id, key } = request
  const { asked, yes, no } = questionOn(request)
  return [
    lines(
      'question',
      [bold('Is automatic rotation of '), value(key.arn, CLIP.value), bold(` ${asked}?`)],
      settlers(request, policy),
      ...(maySettle(request, policy).length > 0 ? [[HOW]] : []),
    ),
    buttons(
      'settle',
      {
        ...{ action: 'settle_on' satisfies Action, label: `Yes, ${yes.it}`, about: id },
        ...{ aloud: `Yes, ${yes.it} in AWS: ends request ${id}`, confirm: surely(yes) },
      },
      {
        ...{ action: 'settle_off' satisfies Action, label: `No, ${no.it}`, about: id },
        ...{ aloud: `No, ${no.it} in AWS: ends request ${id}`, confirm: surely(no) },
      },
    ),
  ]
}

const HOW =
  'Look the key up in the AWS console, then answer. Your answer ends this request, and the audit log keeps your name.'

interface Answer {
  readonly it: string
  /** What its giver saw of automatic rotation. */
  readonly seen: string
}

/** Where a period was asked for, it is a part of what is asked. */
/** What is asked of whoever looks the key up, and what they can answer. */
export function questionOn({ periodDays }: Request): {
  readonly asked: string
  readonly yes: Answer
  readonly no: Answer
} {
  if (periodDays === undefined)
    return {
      asked: 'on in AWS now',
      yes: { it: 'it is on', seen: 'is on' },
      no: { it: 'it is off', seen: 'is off' },
    }
  const period = every(periodDays)
  return {
    asked: `on in AWS now, ${period}`,
    yes: { it: `it is on, ${period}`, seen: `is on, ${period}` },
    no: { it: `it is not on ${period}`, seen: `is not on, or not ${period}` },
  }
}

/** Who is asked, and who is not. */
export function settlers(request: Request, policy: Policy): readonly Inline[] {
  const who = maySettle(request, policy)
  if (who.length === 0)
    return ['The policy names nobody who may answer. Tell whoever looks after the policy.']
  return ['To be answered by ', ...someOf(who), who.some(isGroup) ? ' (not by the requester).' : '.']
}

function surely({ it, seen }: Answer) {
  return {
    title: plain(`${it.replace(/^i/, 'I')} in AWS?`),
    text: plain(
      `You looked at this key in AWS, and its automatic rotation ${seen}. The audit log will say that you said so.`,
    ),
    confirm: plain('Yes, I looked it up'),
    deny: plain('Not sure'),
  }
}

import type { ModalView } from '@slack/types'
import { GENESIS, type RequestEntry } from '../../../src/core/entry.ts'
import type { GroupId } from '../../../src/core/ids.ts'
import type { Member, Policy } from '../../../src/core/policy.ts'
import type { Reply } from '../../../src/core/reply.ts'
import type { Request, RequestIn, State } from '../../../src/core/request.ts'
import { rulesOf } from '../../../src/core/rules.ts'
import { metadataOf } from '../../../src/slack/listeners/submission.ts'
import { anchorMessage } from '../../../src/slack/views/anchor.ts'
import type { View } from '../../../src/slack/views/blocks.ts'
import { card } from '../../../src/slack/views/card.ts'
import { decisionForm, loading, notice } from '../../../src/slack/views/form.ts'
import { directMessage, line, outcome } from '../../../src/slack/views/line.ts'
import { reply } from '../../../src/slack/views/reply.ts'
import {
  ANN,
  AUDIT,
  a,
  anInputId,
  later,
  ONCALL,
  policy,
  SAM,
  SECURITY,
  twoPersons,
  waiting,
} from '../../builders.ts'
import { everyEntry } from './every-entry.ts'
import { everyForm, everyRefusal, everyReply } from './every-reply.ts'
import { everyRequest, type Outside } from './every-request.ts'
import { CROWD, production } from './under-rules.ts'

export interface Drawn<V = View> {
  /** Which view, for the report of a failed test. */
  readonly name: string
  readonly view: V
}

export const PERMALINK = 'https://simulated.slack.com/archives/C0AUDIT/p1772442000000100'

const GROUPS: readonly GroupId[] = [SECURITY, ONCALL]

/** Policies that name few, nobody, and a crowd. */
const POLICIES: readonly Policy[] = [
  twoPersons,
  { ...twoPersons, approvers: [], admins: [] },
  { ...twoPersons, approvers: [...GROUPS, ...CROWD], admins: [...CROWD] },
  production,
]

/** Who may act is named only where somebody is asked to, and why not where it ended so. */
function policiesFor(what: State | RequestEntry['kind'], { ruleName, denial }: Outside): readonly Policy[] {
  const refusing = { ...twoPersons, rules: [{ name: ruleName, deny: denial }] }
  if (what === 'cancelled') return [refusing]
  const asks = ['requested', 'unconfirmed', 'person_asked'].includes(what)
  return asks ? [...POLICIES, refusing, { ...policy, approvals: 0 }] : [twoPersons]
}

/** Everybody whom some policy here names. */
export const NAMED: readonly Member[] = POLICIES.flatMap(rulesOf).flatMap(
  ({ requesters, approvers, admins }) => [...requesters, ...approvers, ...admins],
)

/** Every message there is, drawn with these texts from outside. */
export function everyView(outside: Outside): readonly Drawn[] {
  const cards = everyRequest(outside).flatMap((request) => cardsOf(request, outside))
  const lines = everyEntry(outside).flatMap((entry) =>
    requestsOfLines(outside, entry.kind).flatMap((request) => tellingsOf(request, entry, outside)),
  )
  return [...cards, ...lines, ...everyReply(outside).flatMap(answersOf), ...anchors(outside)]
}

export function cardsOf(request: Request, outside: Outside): readonly Drawn[] {
  const newest = { seq: 7, hash: GENESIS, entry: everyEntry(outside)[0] ?? fail() }
  return [
    ...policiesFor(request.state, outside).map((inForce) => ({
      name: `card, ${request.state}`,
      view: card({ request, newest, replaces: false }, { policy: inForce }),
    })),
    {
      name: 'card, before its first line',
      view: card({ request, newest: null, replaces: false }, { policy: twoPersons }),
    },
    {
      name: 'card, in place of another',
      view: card({ request, newest, replaces: true }, { policy: twoPersons, instance: 'prod' }),
    },
  ]
}

/** The requests on which the words of an entry of this kind depend. */
function requestsOfLines(outside: Outside, kind: RequestEntry['kind']): readonly Request[] {
  const { comment } = outside
  const approvals = [{ by: SAM, at: later(20).getTime(), input: anInputId(2), comment }]
  const { state: _, ...asked } = { ...waiting(outside), endedAt: later(90).getTime() }
  const denied: RequestIn<'denied'> = { ...asked, state: 'denied', by: SAM, input: anInputId(3), comment }
  const off = a('unconfirmed', { ...outside, operation: 'disable-auto-rotation' })
  const period = a('unconfirmed', { ...outside, periodDays: 180 })
  const approved = { ...a('unconfirmed', outside), approvals }
  return ['denied', 'withdrawn', 'expired', 'succeeded'].includes(kind)
    ? [approved, denied, off, period]
    : [approved]
}

/** What is told of an entry beside the card, in each place where it could be told. */
export function tellingsOf(request: Request, entry: RequestEntry, outside: Outside): readonly Drawn[] {
  const chained = { seq: 1_000_000, hash: GENESIS, entry }
  return [
    ...policiesFor(entry.kind, outside).map((inForce) => ({
      name: `line, ${entry.kind}`,
      view: line(request, chained, inForce),
    })),
    ...[PERMALINK, null].flatMap((permalink) => [
      { name: `dm, ${entry.kind}`, view: directMessage(request, chained, permalink) },
      ...[true, false].map((here) => ({
        name: `outcome, ${entry.kind}`,
        view: outcome(request, chained, { permalink, here }),
      })),
    ]),
  ]
}

/** An answer as it is sent, and as it is sent where Slack takes no table. */
export function answersOf(data: Reply): readonly Drawn[] {
  const name = `answer, ${nameOf(data)}`
  const { simpler, ...view } = reply(data, '/cckm')
  const plain = simpler && { name: `${name}, without tables`, view: { ...view, blocks: simpler } }
  return [{ name, view }, ...(plain ? [plain] : [])]
}

function nameOf(data: Reply): string {
  if (data.kind === 'refused') return `refused: ${data.refusal}`
  return 'verdict' in data ? `${data.kind}: ${data.verdict}` : data.kind
}

export function anchors({ typed }: Outside): readonly Drawn[] {
  const anchor = { seq: 1_000_000, hash: GENESIS, at: '2026-03-02T09:00:00.000Z' }
  return [{}, { instance: typed }].map((options) => ({
    name: 'anchor',
    view: anchorMessage(anchor, options),
  }))
}

/** Longer than any that Slack has been seen to give. */
const RESPONSE_URL = `https://hooks.slack.com/actions/${'x'.repeat(500)}`

/** Every form there is, and every answer that is shown in the place of one. */
export function everyModal(outside: Outside): readonly Drawn<ModalView>[] {
  const to = { by: ANN, channel: AUDIT, responseUrl: RESPONSE_URL }
  const answers = [...everyRefusal(outside), { kind: 'broken', reference: outside.typed } as const]
  return [
    { name: 'loading', view: loading() },
    ...everyForm(outside).map((form) => ({
      name: `form, ${form.verdict}`,
      view: decisionForm(form, metadataOf(to, { verdict: form.verdict, request: form.request.id })),
    })),
    ...answers.map(noticeOf),
  ]
}

/** An answer in the place of a form. */
export function noticeOf(data: Reply): Drawn<ModalView> {
  return { name: `notice, ${data.kind}`, view: notice(reply(data, '/cckm')) }
}

function fail(): never {
  throw new Error('there is no entry')
}

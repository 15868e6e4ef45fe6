import { commandOf, notRead } from '../../src/commands/dispatch.ts'
import { readTyped } from '../../src/commands/typed.ts'
import type { Refusal } from '../../src/core/refusal.ts'
import type { Reply, UsageProblem } from '../../src/core/reply.ts'
import { isOpen } from '../../src/core/request.ts'
import { aKey, ON, SAM, waiting } from '../builders.ts'
import { everyReply } from '../slack/views/every-reply.ts'
import { everyRequest, ORDINARY } from '../slack/views/every-request.ts'
import { answersOf } from '../slack/views/every-view.ts'
import { production, ruleOf } from '../slack/views/under-rules.ts'
import { happens, UNFIT } from './cards.ts'
import { refusals } from './refusals.ts'
import type { Story } from './story.ts'

/** Lines that nobody can read, by what is wrong with each. */
const BADLY_TYPED: Readonly<Record<UsageProblem, readonly string[]>> = {
  no_key: ['rotate', 'show'],
  bad_key: ['rotate @payments', 'show arn:aws:iam::123456789012:role/ops'],
  several_keys: ['rotate alias/payments alias/billing', 'show alias/payments alias/billing'],
  unknown_word: [
    'rotate alias/payments CHG-4711',
    'show alias/payments now',
    'deny R-7K2M9QXD too early',
    'requests yesterday',
  ],
  too_long: [`rotate alias/payments because ${'so '.repeat(700)}`],
  bad_period: ['rotate alias/payments every 30 days'],
  no_reason: ['stop-rotation alias/payments', 'stop-rotation alias/payments because'],
  no_request: ['approve', 'deny', 'withdraw'],
  bad_request: ['approve alias/payments'],
  request_not_key: ['rotate R-7K2M9QXD'],
  empty_reason: ['rotate alias/payments every 180 days because', 'withdraw R-7K2M9QXD because'],
  nothing_to_find: ['find'],
  bad_rotation: ['find payments rotation maybe', 'find rotation'],
  bad_region: ['find region ireland'],
  bad_account: ['find account 4711'],
  bad_page: ['find landing page'],
  bad_time: ['history since yesterday'],
  bad_person: ['history @ann'],
  bad_entry: ['history before lunch'],
  option_twice: ['find region eu-west-1 region eu-west-2'],
}

function badlyTyped(): readonly Reply[] {
  return Object.entries(BADLY_TYPED).flatMap(([problem, lines]) =>
    lines.map((line): Reply => {
      const command = commandOf(line)
      const parsed = command?.parse(readTyped(line).words)
      if (!command || parsed?.ok !== false || parsed.problem !== problem)
        throw new Error(`“${line}” should be ${problem}`)
      return notRead(command, parsed)
    }),
  )
}

/** What commands are answered with, without the refusals and without what `show` says of a key. */
export function answers(): readonly Story[] {
  const place = ({ kind }: Reply) => (FIRST.includes(kind) ? FIRST.indexOf(kind) : FIRST.length)
  return [...badlyTyped(), ...everyReply(ORDINARY).filter(isSaid), historyOfEverything()]
    .sort((one, other) => place(one) - place(other))
    .map(shortened)
    .flatMap((reply) => answersOf(reply).slice(0, hasFewRows(reply) ? 2 : 1))
}

/** An entry of each kind. */
function historyOfEverything(): Reply {
  const rows = everyReply(ORDINARY).flatMap((reply) => (reply.kind === 'history' ? reply.rows : []))
  const kinds = new Map(rows.map((row) => [row.entry.kind, row]))
  return { kind: 'history', of: null, rows: [...kinds.values()], more: 'history before 1' }
}

/** One long list of requests shows how the others would look. */
function shortened(reply: Reply): Reply {
  return reply.kind === 'requests' && reply.which !== 'open'
    ? { ...reply, requests: reply.requests.slice(0, 2) }
    : reply
}

/** Where Slack takes no table the same rows are lines, of which one is as good as twenty. */
function hasFewRows(reply: Reply): boolean {
  return reply.kind !== 'found' || reply.keys.length <= 1
}

/** Somebody who has never met the bot asks for help, or types something that it does not know. */
const FIRST: readonly Reply['kind'][] = ['help', 'facts', 'unknown_command', 'usage', 'asked', 'requests']

export function refused(): readonly Story[] {
  return refusals().flatMap(answersOf)
}

/** Whether the bot would ever answer so. */
function isSaid(reply: Reply): boolean {
  switch (reply.kind) {
    case 'refused':
    case 'key':
    case 'form':
    case 'usage':
      return false
    case 'asked':
      return isOpen(reply.request)
    case 'closed':
      return ['superseded', 'cancelled'].includes(reply.request.state) && happens(reply.request)
    case 'decided':
      return reply.verdict === 'deny' ? reply.request.state === 'denied' : isApproved(reply.request)
    case 'withdrawn':
      return reply.request.state === 'withdrawn'
    case 'settled':
      return 'settledBy' in reply.request
    case 'history':
      return reply.rows.length <= 1
    case 'help_on':
      return reply.help.name !== 'x'
    default:
      return true
  }
}

function isApproved({ state, approvals }: ReturnType<typeof everyRequest>[number]): boolean {
  return approvals.length > 0 && (state === 'requested' || state === 'approved')
}

/** Why nobody, or not this person, or not now, could ask for a key that could be switched on. */
const OBSTACLES: readonly Refusal[] = [
  'identity_unknown',
  'not_for_this_key',
  'policy_denies',
  'not_here',
  'too_few_approvers',
  'open_request',
  'settling',
]

/** What `show` says of a key: as it is, after each kind of last request, and of what would come of asking. */
export function shownKeys(): readonly Story[] {
  const key = aKey()
  const on = { ...key, rotation: ON }
  const enable = 'enable-auto-rotation'
  const approvers = { people: [SAM], unread: [] }
  const ifAsked = { operation: enable, rule: ruleOf(production), approvers, nos: [] } as const
  const shown = { kind: 'key', key, ineligible: null, last: null, ifAsked } as const
  const all: readonly Reply[] = [
    shown,
    { ...shown, key: on, ifAsked: { ...ifAsked, operation: 'disable-auto-rotation' } },
    { ...shown, ifAsked: { ...ifAsked, rule: { ...ifAsked.rule, approvals: 0 } } },
    ...lastRequests().map((last) => ({
      ...{ ...shown, last },
      ifAsked: { ...ifAsked, nos: isOpen(last) ? [{ refusal: 'open_request' as const }] : [] },
    })),
    ...UNFIT.map((refusal) => ({
      ...shown,
      ineligible: refusal,
      ifAsked: { ...ifAsked, nos: [{ refusal }] },
    })),
    ...refusals().flatMap(({ kind: _, refusal, ...facts }) =>
      OBSTACLES.includes(refusal) ? [{ ...shown, ifAsked: { ...ifAsked, nos: [{ refusal, facts }] } }] : [],
    ),
    { ...shown, last: waiting(), ifAsked: { ...ifAsked, nos: [{ refusal: 'open_request' }] } },
  ]
  return all.flatMap(answersOf)
}

function lastRequests() {
  return [
    ...new Map(
      everyRequest(ORDINARY)
        .filter(happens)
        .map((one) => [one.state, one]),
    ).values(),
  ]
}

import { COMMANDS } from '../../../src/commands/registry.ts'
import { Verdict } from '../../../src/core/input.ts'
import { Refusal } from '../../../src/core/refusal.ts'
import type { DecisionForm, Reply, UsageProblem, WhichRequests } from '../../../src/core/reply.ts'
import type { Request } from '../../../src/core/request.ts'
import type { Rule } from '../../../src/core/rules.ts'
import { asksAPerson } from '../../../src/core/settling.ts'
import { ANN, AUDIT, a, ONCALL, ONE_APPROVAL, SAM, SECURITY, waiting } from '../../builders.ts'
import { everyList } from './every-list.ts'
import { everyRequest, FAULTS, type Outside } from './every-request.ts'
import { approvedOnce, CROWD, production, ruleOf } from './under-rules.ts'

const GROUPS = [SECURITY, ONCALL]

const PROBLEMS: Readonly<Record<UsageProblem, true>> = {
  no_key: true,
  bad_key: true,
  several_keys: true,
  unknown_word: true,
  too_long: true,
  bad_period: true,
  no_reason: true,
  no_request: true,
  bad_request: true,
  request_not_key: true,
  empty_reason: true,
  nothing_to_find: true,
  bad_rotation: true,
  bad_region: true,
  bad_account: true,
  bad_page: true,
  bad_time: true,
  bad_person: true,
  bad_entry: true,
  option_twice: true,
}
const WHICH: Readonly<Record<WhichRequests, true>> = { open: true, mine: true, waiting: true, all: true }

/** More rows than a list ever has. */
const MOST_ROWS = 16

/** Every kind of answer, every code in it, and each of its parts both there and not. */
export function everyReply(outside: Outside): readonly Reply[] {
  return [
    ...aboutRequests(outside),
    ...everyRefusal(outside),
    ...otherReplies(outside),
    ...everyList(outside),
  ]
}

function aboutRequests(outside: Outside): readonly Reply[] {
  const many = Array.from({ length: MOST_ROWS }, () => waiting(outside))
  const requests = everyRequest(outside)
  return [
    // How a request stands is worded in one place, so one answer meets every fault, and the others one of each state.
    ...requests.map((request) => ({ kind: 'closed', request }) as const),
    ...oneOfEachState(requests).flatMap((request): readonly Reply[] => [
      { kind: 'asked', request },
      ...Verdict.options.map((verdict) => ({ kind: 'decided', verdict, request }) as const),
      { kind: 'withdrawn', request },
      { kind: 'settled', request },
      { kind: 'requests', which: 'all', requests: [request], more: null },
    ]),
    ...everyForm(outside),
    ...keysOf(WHICH).flatMap((which) => [
      { kind: 'requests', which, requests: [], more: null } as const,
      { kind: 'requests', which, requests: many, more: `requests before ${waiting().id}` } as const,
    ]),
    { kind: 'requests', which: 'waiting', requests: [], more: null, untold: true },
    { kind: 'requests', which: 'waiting', requests: askingAPerson(outside), more: null, untold: true },
  ]
}

function askingAPerson(outside: Outside): readonly Request[] {
  return everyRequest(outside).filter(asksAPerson).slice(0, 1)
}

function oneOfEachState(requests: readonly Request[]): readonly Request[] {
  return [...new Map(requests.map((request) => [request.state, request])).values()]
}

/** The form of either verdict, with and without what may stand in it, by every rule. */
export function everyForm(outside: Outside): readonly DecisionForm[] {
  const { key, reason, comment } = outside
  const changes = { key, reason }
  const on = { ...key, rotation: { ...key.rotation, on: true } }
  const wishes: readonly Request[] = [
    waiting(changes),
    waiting({ ...changes, key: on, operation: 'disable-auto-rotation' }),
    waiting({ ...changes, key: on, periodDays: 180 }),
    approvedOnce(changes),
  ]
  return Verdict.options.flatMap((verdict): readonly DecisionForm[] => {
    const form = {
      kind: 'form',
      verdict,
      request: waiting(changes),
      rule: ONE_APPROVAL,
      counting: [],
    } as const
    return [
      ...wishes.map((request) => ({ ...form, request })),
      ...everyRule(outside).flatMap((rule) => [
        { ...form, rule },
        { ...form, rule, request: approvedOnce(changes), counting: [SAM] },
        { ...form, rule, request: approvedOnce(changes) },
      ]),
      { ...form, comment },
      ...FAULTS.map((fault) => ({ ...form, fault })),
    ]
  })
}

/** A rule of each kind, with texts in it that nobody read before. */
function everyRule({ ruleName: name, denial }: Outside): readonly Rule[] {
  const rule = { ...ruleOf(production), name }
  return [
    ...[0, 1, 2, 20].map((approvals) => ({ ...rule, approvals })),
    { ...rule, approvers: [...GROUPS, ...CROWD] },
    { ...rule, reason: { required: true, tickets: [] } },
    { ...rule, reason: { required: true, tickets: Array.from({ length: 30 }, (_, n) => `T${n}`) } },
    { ...rule, deny: denial },
  ]
}

/** Each refusal with nothing known, with everything, and with the requests that it may be about. */
export function everyRefusal(outside: Outside): readonly Extract<Reply, { kind: 'refused' }>[] {
  const { key, typed, ruleName, denial } = outside
  const [fault] = FAULTS
  const facts = {
    key: { ...key, primaryArn: key.arn },
    candidates: Array.from({ length: 100 }, () => key),
    nearest: [typed, typed, typed],
    alias: typed,
    request: waiting(outside),
    ...(fault ? { fault } : {}),
    rule: { name: ruleName, deny: denial },
    channels: Array.from({ length: 20 }, () => AUDIT),
    tickets: Array.from({ length: 20 }, () => 'CHG'),
    quorum: { needed: 2, people: 1 },
  }
  const requests = oneOfEachState(everyRequest(outside))
  const aboutOne = ['open_request', 'already_decided', 'own_request'] as const
  return [
    ...Refusal.options.flatMap((refusal) => [
      { kind: 'refused', refusal } as const,
      { kind: 'refused', refusal, request: a('approved', outside) } as const,
      { kind: 'refused', refusal, ...facts } as const,
    ]),
    ...FAULTS.map((fault) => ({ kind: 'refused', refusal: 'ciphertrust_fault', fault }) as const),
    ...aboutOne.flatMap((refusal) =>
      requests.map((request) => ({ kind: 'refused', refusal, request }) as const),
    ),
  ]
}

function otherReplies(outside: Outside): readonly Reply[] {
  const { typed, ruleName, denial } = outside
  return [
    ...COMMANDS.flatMap((help) =>
      keysOf(PROBLEMS).flatMap((problem) => [
        { kind: 'usage', problem, help } as const,
        { kind: 'usage', problem, help, word: typed, line: typed } as const,
      ]),
    ),
    { kind: 'unknown_command', typed, help: COMMANDS },
    { kind: 'unknown_command', typed, nearest: 'rotate', help: COMMANDS },
    { kind: 'help', help: COMMANDS },
    ...everyKey(outside),
    { kind: 'broken', reference: typed },
    {
      kind: 'facts',
      title: 'This is what the policy says of you.',
      facts: [
        ['Your id', [ANN]],
        ['Ask for rotation', ['yes, you are in ', { member: ONCALL }, ', which the policy names']],
        [`Rule “${ruleName}”`, ['refused to everybody: ', { written: denial }]],
      ],
    },
    { kind: 'facts', title: 'This is what the policy says of you.', facts: [] },
  ]
}

function everyKey(outside: Outside): readonly Reply[] {
  const { key } = outside
  const on = { ...key, rotation: { ...key.rotation, on: true } }
  const operation = 'enable-auto-rotation'
  const asking = {
    operation,
    rule: ruleOf(production),
    approvers: { people: [SAM], unread: [] },
    nos: [],
  } as const
  const shown = { kind: 'key', key, ineligible: null, last: null, ifAsked: asking } as const
  return [
    ...[null, ...Refusal.options].map((ineligible) => ({ ...shown, ineligible })),
    ...oneOfEachState(everyRequest(outside)).map((last) => ({ ...shown, last })),
    { ...shown, key: on, ifAsked: { ...asking, operation: 'disable-auto-rotation' } },
    ...everyRule(outside).map((rule) => ({ ...shown, ifAsked: { ...asking, rule } })),
    ...everyRefusal(outside).map(({ kind: _, refusal, ...facts }) => ({
      ...shown,
      ifAsked: { ...asking, nos: [{ refusal, facts }, { refusal }] },
    })),
  ]
}

/** The keys of a table that the compiler holds complete. */
function keysOf<K extends string>(table: Readonly<Record<K, true>>): readonly K[] {
  const isKey = (text: string): text is K => Object.hasOwn(table, text)
  return Object.keys(table).filter(isKey)
}

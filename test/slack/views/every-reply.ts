import { COMMANDS } from '../../../src/commands/registry.ts'
import { Verdict } from '../../../src/core/input.ts'
import { Refusal } from '../../../src/core/refusal.ts'
import type { DecisionForm, Reply, UsageProblem, WhichRequests } from '../../../src/core/reply.ts'
import type { Request } from '../../../src/core/request.ts'
import { ANN, a, waiting } from '../../builders.ts'
import { everyRequest, FAULTS, type Outside } from './every-request.ts'

const PROBLEMS: Readonly<Record<UsageProblem, true>> = {
  no_key: true,
  bad_key: true,
  several_keys: true,
  unknown_word: true,
  too_long: true,
  no_request: true,
  bad_request: true,
}
const WHICH: Readonly<Record<WhichRequests, true>> = { open: true, mine: true, waiting: true, all: true }

/** More rows than a list ever has. */
const MOST_ROWS = 16

/** Every kind of answer, every code in it, and each of its parts both there and not. */
export function everyReply(outside: Outside): readonly Reply[] {
  return [...aboutRequests(outside), ...everyRefusal(outside), ...otherReplies(outside)]
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
      { kind: 'requests', which: 'all', requests: [request], more: false },
    ]),
    ...everyForm(outside),
    ...keysOf(WHICH).flatMap((which) => [
      { kind: 'requests', which, requests: [], more: false } as const,
      { kind: 'requests', which, requests: many, more: true } as const,
    ]),
  ]
}

function oneOfEachState(requests: readonly Request[]): readonly Request[] {
  return [...new Map(requests.map((request) => [request.state, request])).values()]
}

/** The form of either verdict, with and without what may stand in it. */
export function everyForm(outside: Outside): readonly DecisionForm[] {
  const off = { ...waiting(outside), operation: 'disable-auto-rotation' } as const
  return Verdict.options.flatMap((verdict): readonly DecisionForm[] => [
    ...[waiting(outside), off].map((request) => ({ kind: 'form', verdict, request }) as const),
    { kind: 'form', verdict, request: waiting(outside), comment: outside.comment },
    ...FAULTS.map((fault) => ({ kind: 'form', verdict, request: waiting(outside), fault }) as const),
  ])
}

/** Each refusal with nothing known, with everything, and with the requests that it may be about. */
export function everyRefusal(outside: Outside): readonly Extract<Reply, { kind: 'refused' }>[] {
  const { key, typed } = outside
  const [fault] = FAULTS
  const facts = {
    key: { ...key, primaryArn: key.arn },
    candidates: Array.from({ length: 20 }, () => key),
    nearest: [typed, typed, typed],
    request: waiting(outside),
    ...(fault ? { fault } : {}),
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
  const { key, typed } = outside
  return [
    ...COMMANDS.flatMap((help) =>
      keysOf(PROBLEMS).map((problem) => ({ kind: 'usage', problem, help }) as const),
    ),
    { kind: 'unknown_command', typed, help: COMMANDS },
    { kind: 'unknown_command', typed, nearest: 'rotate', help: COMMANDS },
    { kind: 'help', help: COMMANDS },
    ...[null, ...Refusal.options].map(
      (ineligible) => ({ kind: 'key', key, ineligible, last: null }) as const,
    ),
    ...oneOfEachState(everyRequest(outside)).map(
      (last) => ({ kind: 'key', key, ineligible: null, last }) as const,
    ),
    { kind: 'key', key: { ...key, rotation: { ...key.rotation, on: true } }, ineligible: null, last: null },
    { kind: 'broken', reference: typed },
    { kind: 'facts', title: 'You may ask.', facts: [['Your id', ANN]] },
    { kind: 'facts', title: 'You may ask.', facts: [] },
  ]
}

/** The keys of a table that the compiler holds complete. */
function keysOf<K extends string>(table: Readonly<Record<K, true>>): readonly K[] {
  const isKey = (text: string): text is K => Object.hasOwn(table, text)
  return Object.keys(table).filter(isKey)
}

import { COMMANDS } from '../../../src/commands/registry.ts'
import { GENESIS } from '../../../src/core/entry.ts'
import { Refusal } from '../../../src/core/refusal.ts'
import type { Reply, UsageProblem } from '../../../src/core/reply.ts'
import type { View } from '../../../src/slack/views/blocks.ts'
import { card } from '../../../src/slack/views/card.ts'
import { directMessage, line } from '../../../src/slack/views/line.ts'
import { reply } from '../../../src/slack/views/reply.ts'
import { ANN, a } from '../../builders.ts'
import { everyEntry, everyRequest, FAULTS, type Outside } from './every-request.ts'

export interface Drawn {
  /** Which view, for the report of a failed test. */
  readonly name: string
  readonly view: View
}

export const PERMALINK = 'https://simulated.slack.com/archives/C0AUDIT/p1772442000000100'

/** Every view there is, drawn with these texts from outside. */
export function everyView(outside: Outside): readonly Drawn[] {
  return [...cards(outside), ...linesOf(outside), ...answers(outside)]
}

function cards(outside: Outside): readonly Drawn[] {
  const newest = { seq: 7, hash: GENESIS, entry: everyEntry(outside)[0] ?? fail() }
  return everyRequest(outside).flatMap((request) => [
    { name: `card, ${request.state}`, view: card(request, null) },
    { name: `card, ${request.state}, with a line`, view: card(request, newest, { instance: 'prod' }) },
  ])
}

function linesOf(outside: Outside): readonly Drawn[] {
  const request = a('unconfirmed', outside)
  return everyEntry(outside).flatMap((entry) => {
    const chained = { seq: 1_000_000, hash: GENESIS, entry }
    return [
      { name: `line, ${entry.kind}`, view: line(request, chained) },
      { name: `message, ${entry.kind}`, view: directMessage(request, chained, null) },
      { name: `message with a link, ${entry.kind}`, view: directMessage(request, chained, PERMALINK) },
    ]
  })
}

function answers(outside: Outside): readonly Drawn[] {
  return everyReply(outside).map((data) => ({
    name: `answer, ${data.kind} ${'refusal' in data ? data.refusal : ''}`,
    view: reply(data, '/cckm'),
  }))
}

const PROBLEMS: Readonly<Record<UsageProblem, true>> = {
  no_key: true,
  bad_key: true,
  several_keys: true,
  unknown_word: true,
  too_long: true,
}

/** Every kind of answer, every code in it, and each of its parts both there and not. */
function everyReply(outside: Outside): readonly Reply[] {
  const { key, typed } = outside
  const requests = everyRequest(outside)
  const [fault] = FAULTS
  const facts = {
    key: { ...key, primaryArn: key.arn },
    candidates: Array.from({ length: 20 }, () => key),
    nearest: [typed, typed, typed],
    open: a('approved', outside),
    ...(fault ? { fault } : {}),
  }
  return [
    ...requests.map((request) => ({ kind: 'asked', request }) as const),
    ...Refusal.options.flatMap((refusal) => [
      { kind: 'refused', refusal } as const,
      { kind: 'refused', refusal, ...facts } as const,
    ]),
    ...FAULTS.map((fault) => ({ kind: 'refused', refusal: 'ciphertrust_fault', fault }) as const),
    ...requests.map((open) => ({ kind: 'refused', refusal: 'open_request', open }) as const),
    ...COMMANDS.flatMap((help) => problems().map((problem) => ({ kind: 'usage', problem, help }) as const)),
    { kind: 'unknown_command', typed, help: COMMANDS },
    { kind: 'unknown_command', typed, nearest: 'rotate', help: COMMANDS },
    { kind: 'help', help: COMMANDS },
    ...[null, ...Refusal.options].map(
      (ineligible) => ({ kind: 'key', key, ineligible, last: null }) as const,
    ),
    ...requests.map((last) => ({ kind: 'key', key, ineligible: null, last }) as const),
    { kind: 'key', key: { ...key, rotation: { ...key.rotation, on: true } }, ineligible: null, last: null },
    { kind: 'broken', reference: typed },
    { kind: 'facts', title: 'You may ask.', facts: [['Your id', ANN]] },
    { kind: 'facts', title: 'You may ask.', facts: [] },
  ]
}

function problems(): readonly UsageProblem[] {
  return Object.keys(PROBLEMS).filter(isProblem)
}

function isProblem(text: string): text is UsageProblem {
  return text in PROBLEMS
}

function fail(): never {
  throw new Error('there is no entry')
}

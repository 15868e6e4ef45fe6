import { isA, type Observed, type Seen, textOf } from '../../../simulators/observed.ts'
import type { Stage } from '../../../simulators/stage.ts'
import { type AuditEntry, auditOf } from '../audit.ts'
import { booksOf } from './books.ts'

/** What came of everything that was asked about one key, as people, CipherTrust and the audit log have it. */
export interface Aftermath {
  readonly requests: readonly RequestSeen[]
  /** Calls that CipherTrust got, calls that it carried out, and calls that the audit log announced. */
  readonly sent: number
  readonly accepted: number
  readonly announced: number
  /** The flag as AWS has it. */
  readonly on: boolean
  /** Commands and decisions that were taken, and answers that were given. */
  readonly inputs: number
  readonly answers: number
  /** What each was answered, each kind of answer once. */
  readonly heard: Readonly<Record<'requester' | 'approver1' | 'approver2', readonly string[]>>
  /** What stands in the channels beside the cards, lines, outcomes, answers and daily anchors that belong there. */
  readonly strange: readonly string[]
  /** The store says that nothing is left to do. */
  readonly idle: boolean
}

export interface RequestSeen {
  readonly state: string
  readonly cards: number
  /** The thread, and what it ought to be, as the kinds of the entries. */
  readonly thread: readonly string[]
  readonly owed: readonly string[]
  /** What the card says first, the flag on it, and whether its foot names the newest line's place in the log. */
  readonly title: string | undefined
  readonly shown: string | undefined
  readonly witnessed: boolean
  /** Whether Approve and Deny are still on it. */
  readonly asks: boolean
  readonly how: string | null
  /** Direct messages to the requester, and lines where it was typed and where the policy wants them, by entry. */
  readonly told: readonly string[]
  readonly outcomes: readonly string[]
  readonly notified: readonly string[]
}

/** Entries that the thread does not tell; all others it does. */
const SILENT = ['claimed', 'released', 'calling', 'not_sent', 'read_again']

interface Key {
  readonly id: string
}

/** Looks at a stage on which nothing else was played. Throws where the chain of the audit log breaks. */
export async function aftermathOf(stage: Stage, seen: Observed, { id }: Key): Promise<Aftermath> {
  const { channels, users } = stage.slack
  const books = booksOf(stage, id)
  const entries = auditOf(stage)
  const kindOf = ({ metadata }: Seen) =>
    entries.find(({ hash }) => hash === metadata?.event_payload.hash)?.kind ?? 'unknown'
  const [audit = [], oncall = [], payments = [], direct = []] = await Promise.all(
    [channels.audit, channels.oncall, channels.payments, users.requester].map(seen.transcript),
  )
  const about = (request: string) => (message: Seen) => message.metadata?.event_payload.request === request
  const requests = books.requests.map((request, index): RequestSeen => {
    const own = entries.filter((entry) => entry.request === request)
    const cards = audit.filter(isA('cckm_card')).filter(about(request))
    const [told = [], outcomes = [], notified = []] = [direct, oncall, payments].map((messages) =>
      messages.filter(isA('cckm_outcome')).filter(about(request)).map(kindOf),
    )
    const state = books.states[index] ?? 'none'
    return { state, ...onCards(cards, own, kindOf), how: own.at(-1)?.how ?? null, told, outcomes, notified }
  })
  const anchors = oneADay(audit.filter(isA('cckm_anchor')).filter((anchor) => kindOf(anchor) !== 'unknown'))
  const ours = (message: Seen) =>
    message.ephemeralFor !== undefined ||
    books.requests.some((request) => about(request)(message)) ||
    anchors.includes(message)
  const writes = (await seen.writes()).filter(({ path }) => path.includes(id))
  // What Slack itself says of a bot that does not answer has no blocks.
  const answers = [...oncall, ...audit].filter(
    ({ ephemeralFor, blocks }) => ephemeralFor !== undefined && blocks.length > 0,
  )
  return {
    requests,
    sent: writes.length,
    accepted: writes.filter(({ committed }) => committed).length,
    announced: entries.filter(
      ({ kind, request }) => kind === 'calling' && books.requests.includes(request ?? ''),
    ).length,
    on: (await seen.key(id)).aws_param.KeyRotationEnabled,
    inputs: books.inputs,
    answers: answers.length,
    heard: {
      requester: answersTo(answers, users.requester),
      approver1: answersTo(answers, users.approver1),
      approver2: answersTo(answers, users.approver2),
    },
    strange: [...audit, ...oncall, ...payments, ...direct]
      .filter((message) => !ours(message))
      .map(({ text }) => text),
    idle: books.idle,
  }
}

function onCards(cards: readonly Seen[], entries: readonly AuditEntry[], kindOf: (line: Seen) => string) {
  const owed = entries.filter(({ kind }) => !SILENT.includes(kind))
  const newest = owed.at(-1)
  const text = (block: string) => cards.map((card) => textOf(card, block)).join('\n')
  return {
    cards: cards.length,
    thread: cards.flatMap(({ thread }) => thread).map(kindOf),
    owed: owed.map(({ kind }) => kind),
    title: /^[^.:\d]*[^.:\d ]/.exec(text('standing'))?.[0],
    shown: /: (on|off)\b/.exec(text('rotation'))?.[1],
    witnessed: text('foot').includes(`#${newest?.seq} · ${newest?.hash.slice(0, 32)}`),
    asks: cards.some(({ blocks }) => blocks.some(({ block_id }) => block_id === 'decide')),
  }
}

/** The first of each day: a second one does not belong there. */
function oneADay(anchors: readonly Seen[]): readonly Seen[] {
  const dayOf = (anchor: Seen | undefined) => String(anchor?.metadata?.event_payload.at).slice(0, 10)
  return anchors.filter(
    (anchor, index) => anchors.findIndex((other) => dayOf(other) === dayOf(anchor)) === index,
  )
}

function answersTo(messages: readonly Seen[], person: string): readonly string[] {
  const answers = messages.filter(({ ephemeralFor }) => ephemeralFor === person)
  return [...new Set(answers.flatMap(({ blocks }) => blocks.map(({ block_id }) => block_id ?? '')))].sort()
}

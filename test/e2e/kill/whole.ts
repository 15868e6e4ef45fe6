import type { RequestSeen } from './aftermath.ts'
import type { End, Flow } from './flows.ts'
import type { Played } from './kill.ts'
import type { Point } from './step.ts'

/** Stored, and never acked: the person types it again, and is told what became of the first. */
const TYPED_TWICE = new Map<Point, string>([
  ['inputs.take(command)#1:after', 'refused:open_request'],
  ['inputs.take(command)#2:after', 'refused:already_decided'],
])

/** After the mark and before the call; a redraw of the card runs beside both. */
const MARKED = /^(ledger\.commit\(calling\)#1:after|ciphertrust\.send#1:before|.*(redrawCard|cardDrawn).*)$/

/** What has to come of a flow, wherever the bot died. Of two things that are both right it takes the one that was seen. */
export function whole(flow: Flow, point: Point, played: Played): Played {
  const diedMarked = played.diedMarked && MARKED.test(point)
  const ends = flow.ends.map((end) => (end === 'succeeded' && diedMarked ? 'failed' : end))
  const on = ends.includes('succeeded')
  const calls = on ? 1 : 0
  const again = TYPED_TWICE.get(point)
  const inputs = Object.values(flow.heard).flat().length + (again ? 1 : 0)
  return {
    deaths: 1,
    diedIn: played.diedIn,
    diedMarked,
    requests: ends.map((end, index) => wholeRequest(flow, end, played.requests[index])),
    sent: calls,
    accepted: calls,
    announced: calls || Number(diedMarked),
    on,
    inputs,
    // Whoever was answered right before the death is answered again: nobody can look for an answer.
    answers: played.answers === inputs + 1 ? inputs + 1 : inputs,
    heard: { ...flow.heard, requester: [...flow.heard.requester, ...(again ? [again] : [])].sort() },
    strange: [],
    idle: true,
  }
}

const TITLES: Readonly<Record<End, string>> = {
  succeeded: 'Done',
  failed: 'Failed',
  denied: 'Denied',
  superseded: 'Replaced',
  withdrawn: 'Withdrawn',
  expired: 'Expired',
}

function wholeRequest(flow: Flow, end: End, seen: RequestSeen | undefined): RequestSeen {
  const approved = end === 'succeeded' || end === 'failed'
  const lost = end === 'failed' || seen?.how === 'read_later'
  const approvals = Array.from({ length: flow.approvals ?? 1 }, () => 'approved')
  // The next life may have come too late for it.
  const reminded = flow.reminds && seen?.owed.includes('reminded')
  const thread = [
    'asked',
    ...(reminded ? ['reminded'] : []),
    ...(approved ? [...approvals, ...(lost ? ['unconfirmed'] : [])] : []),
    end,
  ]
  return {
    state: end,
    cards: 1,
    thread,
    owed: thread,
    title: TITLES[end],
    shown: end === 'succeeded' ? 'on' : 'off',
    witnessed: true,
    asks: false,
    how: end === 'succeeded' ? (lost ? 'read_later' : 'called') : null,
    // Who takes a request back needs not be told so.
    told: end === 'withdrawn' ? [] : [end],
    outcomes: [end],
    notified: flow.notifies ? [end] : [],
  }
}

import type { Request, State } from '../core/request.ts'
import { type Standing, standingOf } from './evidence-written.ts'
import { followRequests, type Step } from './follow-requests.ts'
import { type Names, who } from './who.ts'

/** What the evidence tells of, read from the request and from its entries: ids always, names where they are known. */
export interface Story {
  readonly request: Request
  /** By its entries, or as it is kept where they do not follow from each other. */
  readonly state: State
  readonly steps: readonly Step[]
  readonly names: Names
}

export interface Written {
  readonly text: string
  readonly standing: Standing
}

export function storyOf(request: Request, steps: readonly Step[], names: Names): Story {
  const requests = followRequests()
  const ended = steps.map((step) => requests.take(step).ended).at(-1)
  const [open] = requests.open()
  return { request, steps, names, state: (ended ?? open)?.state ?? request.state }
}

/** The reason as it is kept; null where none was given. */
export function reasonOf({ request, steps }: Story): Written | null {
  const asked = steps.find((step) => step.entry.kind === 'asked')?.entry
  return written(request.reason, asked?.kind === 'asked' ? asked.reason : undefined)
}

/** Every decision of a person, with what they wrote to it. */
export function decisionsOf({ request, steps }: Story) {
  return steps.flatMap(({ seq, entry }) => {
    if (entry.kind !== 'approved' && entry.kind !== 'denied' && entry.kind !== 'withdrawn') return []
    if (entry.by === 'policy') return []
    const comment =
      entry.kind === 'approved'
        ? request.approvals.find(({ input }) => input === entry.input)?.comment
        : 'comment' in request
          ? request.comment
          : undefined
    return [
      { seq, at: entry.at, by: entry.by, verdict: entry.kind, comment: written(comment, entry.comment) },
    ]
  })
}

/** What somebody wrote who ended the request at the command line; null where nobody did. */
export function writtenAt({ entry }: Step, request: Request): Written | null {
  const atItsEnd = entry.kind === 'succeeded' || entry.kind === 'failed' || entry.kind === 'expired'
  return atItsEnd ? written('comment' in request ? request.comment : undefined, entry.comment) : null
}

function written(text: string | undefined, hash: string | undefined): Written | null {
  return text === undefined && hash === undefined
    ? null
    : { text: text ?? '', standing: standingOf(text, hash) }
}

/** The same as data, for programs. */
export function storyData(story: Story) {
  const { request, state, steps, names } = story
  const { id, operation, periodDays, key, requester, askedAt, channel, rule } = request
  const calls = steps.flatMap(({ seq, entry }) => (entry.kind === 'calling' ? [{ seq, entry }] : []))
  const outcome = steps.findLast(({ entry }) => !['post_given_up', 'reminded'].includes(entry.kind))
  return {
    ...{ id, state, operation, periodDays, channel, rule },
    key: { ...key, rotation: undefined, name: key.aliases[0] },
    requester: { id: requester, name: names.get(requester), shown: who(requester, names) },
    askedAt: new Date(askedAt).toISOString(),
    reason: reasonOf(story),
    decisions: decisionsOf(story).map((decision) => ({ ...decision, name: names.get(decision.by) })),
    calls: calls.map(({ seq, entry: { at, account, before } }) => ({ seq, at, account, before })),
    outcome: outcome && {
      ...{ seq: outcome.seq, ...outcome.entry },
      written: writtenAt(outcome, request) ?? undefined,
    },
    ...('follows' in request ? { follows: request.follows } : {}),
  }
}

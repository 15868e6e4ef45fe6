import type { Anchor, OwedAnchor } from '../core/anchor.ts'
import type { ChannelId, MessageTs } from '../core/ids.ts'
import { type Deps, type Log, MessengerFault, type PostAnchor } from '../ports.ts'

export interface Anchors {
  /** The day's anchor while it is not in the channel, chosen when entries were added since the last one that is. */
  owed(channel: ChannelId): Promise<OwedAnchor | null>
  /** Durably counts a try before it is made. */
  trying(day: number): Promise<void>
  /** Slack would not have it, for now; with its own word for why. */
  refused(day: number, slack: string | null): Promise<void>
  /** Also an entry. */
  posted(owed: OwedAnchor, ts: MessageTs): Promise<void>
}

type AnchorDeps = Pick<Deps, 'now' | 'policy'> & {
  readonly anchors: Anchors
  readonly postAnchor: PostAnchor
  /** Tells it where the process is watched, beside the channel. */
  readonly announce: (anchor: Anchor) => void
  readonly log: Log
}

const DAY_MS = 86_400_000
/** A channel may be mended within the day: the bot is invited, or the channel brought back. */
const REFUSED_AGAIN_MS = 15 * 60_000

/**
 * Brings the day's anchor to where others keep it: told once on stdout, and posted once to the channel. Returns when to
 * look again (epoch ms). What stands in the way of it stands in the way of nothing else.
 */
export async function anchorTheLog(deps: AnchorDeps): Promise<number> {
  const owed = await deps.anchors.owed(deps.policy.channel)
  if (!owed) return nextDay(deps.now())
  const { anchor, channel, day, tries } = owed
  // Before the try is counted: a life that ends in between tells it twice, and never not at all.
  if (tries === 0) deps.announce(anchor)
  await deps.anchors.trying(day)
  try {
    await deps.anchors.posted(owed, await deps.postAnchor(anchor, { channel, look: tries > 0 }))
    return nextDay(deps.now())
  } catch (error) {
    if (!(error instanceof MessengerFault) || error.reason === 'unknown') throw error
    return afterFault(deps, owed, error)
  }
}

async function afterFault(
  { anchors, now, log }: AnchorDeps,
  { day, channel }: OwedAnchor,
  { reason, retryAfterMs = 1_000, slack }: MessengerFault,
): Promise<number> {
  const at = now()
  if (reason === 'rate_limited') return at.getTime() + retryAfterMs
  await anchors.refused(day, slack ?? null)
  log.warn({ channel, refused: slack }, 'slack does not take the anchor of the audit log; it is tried again')
  return Math.min(at.getTime() + REFUSED_AGAIN_MS, nextDay(at))
}

/** The first moment of the next day of UTC. */
function nextDay(at: Date): number {
  return (Math.floor(at.getTime() / DAY_MS) + 1) * DAY_MS
}

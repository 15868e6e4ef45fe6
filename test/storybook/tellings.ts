import { tellingsOf as owed } from '../../src/core/derived.ts'
import type { RequestEntry } from '../../src/core/entry.ts'
import { ChannelId } from '../../src/core/ids.ts'
import type { Request, State } from '../../src/core/request.ts'
import { everyEntry } from '../slack/views/every-entry.ts'
import { everyRequest, ORDINARY } from '../slack/views/every-request.ts'
import { tellingsOf } from '../slack/views/every-view.ts'
import { happens } from './cards.ts'
import type { Story } from './story.ts'

/** The state to which an entry brings its request. */
const STATES: Readonly<Record<RequestEntry['kind'], State>> = {
  asked: 'requested',
  approved: 'approved',
  reminded: 'requested',
  claimed: 'executing',
  released: 'approved',
  calling: 'calling',
  not_sent: 'executing',
  denied: 'denied',
  withdrawn: 'withdrawn',
  person_asked: 'unconfirmed',
  succeeded: 'succeeded',
  failed: 'failed',
  unconfirmed: 'unconfirmed',
  read_again: 'unconfirmed',
  superseded: 'superseded',
  cancelled: 'cancelled',
  expired: 'expired',
}

/** What the thread, the requester and other channels hear, of each kind of entry of which they hear at all. */
export function tellings(): readonly Story[] {
  const requests = everyRequest(ORDINARY).filter(happens)
  return everyEntry(ORDINARY).flatMap((entry) =>
    requests.filter((request) => follows(request, entry)).flatMap((request) => told(request, entry)),
  )
}

function follows(request: Request, entry: RequestEntry): boolean {
  // An approval that is not the last leaves it waiting.
  const open = entry.kind === 'approved' && entry.given < entry.needed
  if (request.state !== (open ? 'requested' : STATES[entry.kind])) return false
  const settledBy = 'settledBy' in request ? request.settledBy : undefined
  if (entry.kind === 'succeeded' || entry.kind === 'failed') return settledBy === entry.by
  if (request.state === 'expired' && entry.kind === 'expired') return request.by === entry.by
  if (request.state === 'cancelled' && entry.kind === 'cancelled') return request.why === entry.why
  if (entry.kind === 'person_asked') return 'personAskedAt' in request
  return true
}

function told(request: Request, entry: RequestEntry): readonly Story[] {
  const askedElsewhere = { ...request, askedIn: ChannelId.parse('C0ONCALL') }
  const places: readonly string[] = owed({ to: askedElsewhere, entry }).map(({ telling }) => telling)
  return tellingsOf(request, entry, ORDINARY).filter(({ name }) =>
    places.some((place) => name.startsWith(`${place}, `)),
  )
}

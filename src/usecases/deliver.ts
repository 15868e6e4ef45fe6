import { cancel } from '../core/closing.ts'
import type { Delivery, Owed } from '../core/delivery.ts'
import type { ChannelId, MessageTs, PersonId, RequestId } from '../core/ids.ts'
import type { Request } from '../core/request.ts'
import { asksAPerson } from '../core/settling.ts'
import { type CardState, type Deps, type LineState, MessengerFault, StoreConflict } from '../ports.ts'

export interface Deliveries {
  delivery(id: RequestId): Promise<Delivery | null>
  /** Durably counts a try before it is made, and returns how many there were before it. */
  tryingCard(id: RequestId): Promise<number>
  tryingMessage(message: number): Promise<number>
  /** Also wakes the request: no call is made before this. */
  cardPosted(id: RequestId, ts: MessageTs, version: number): Promise<void>
  /** After this, as after a post, the card counts, also one that was given up before. */
  cardDrawn(id: RequestId, version: number): Promise<void>
  /** The card's message is gone: the next one becomes the root. */
  cardLost(id: RequestId): Promise<void>
  /** Also an entry, once; `slack` is Slack's own word for why. */
  cardGivenUp(id: RequestId, slack?: string): Promise<void>
  messageGivenUp(message: Owed, to: ChannelId | PersonId, slack?: string): Promise<void>
  messagePosted(message: number, ts: MessageTs | null): Promise<void>
}

const MOST_PAUSE_MS = 15 * 60_000
const A_DAY_MS = 86_400_000

type DeliverDeps = Deps & { readonly deliveries: Deliveries }

/**
 * Brings a request's card up to date: the card first, then what is owed in order, then one redraw. Each post is
 * noted before it is tried, so that a later life looks before it posts again. Throws when Slack does not say why.
 */
export async function deliver(deps: DeliverDeps, id: RequestId): Promise<number | null> {
  const delivery = await deps.deliveries.delivery(id)
  if (!delivery) return null
  try {
    await bringUpToDate(deps, delivery)
    return null
  } catch (error) {
    if (!(error instanceof MessengerFault)) throw error
    return afterFault(deps, delivery, error)
  }
}

async function bringUpToDate(deps: DeliverDeps, delivery: Delivery): Promise<void> {
  const { request, owed, card } = delivery
  if (card.givenUp && !(await tellElsewhere(deps, delivery))) return
  const { ts, drawn } = standing(delivery) ?? (await postCard(deps, delivery))
  for (const message of owed)
    if (!card.givenUp || message.telling === 'line') await post(deps, request, message, ts)
  if (drawn < request.version || card.givenUp) {
    await deps.messenger.redrawCard(cardState(delivery), ts).catch(goOnIfRefused)
    await deps.deliveries.cardDrawn(request.id, request.version)
  }
}

/**
 * Whoever asked, and where, hears of it without the card, whose channel was of no use. Whether the card is worth another
 * try: else its lines are not told any more.
 */
async function tellElsewhere(deps: DeliverDeps, delivery: Delivery): Promise<boolean> {
  const { request, owed } = delivery
  await closeUnseen(deps, request.id)
  // What was closed just now comes back here, as it is then.
  if (request.state === 'requested' || request.state === 'approved') return false
  const again = mayBeSeen(delivery, deps.now())
  for (const message of owed)
    if (!again || message.telling !== 'line') await post(deps, request, message, null)
  return again
}

/**
 * A question must be seen, or it stays open for ever: its card is tried again after each read that tells nothing. A card
 * that stands in a channel is shown there once more when that was archived by mistake, and is open again within the day.
 */
function mayBeSeen({ request, card }: Pick<Delivery, 'request' | 'card'>, at: Date): boolean {
  if (asksAPerson(request)) return true
  return card.ts !== null && (!('endedAt' in request) || at.getTime() - request.endedAt < A_DAY_MS)
}

interface Standing {
  readonly ts: MessageTs
  readonly drawn: number
}

function standing({ card: { ts, drawn } }: Delivery): Standing | null {
  return ts === null ? null : { ts, drawn }
}

function cardState({ request, newest, card }: Delivery): CardState {
  return { request, newest, replaces: card.lost > 0 }
}

async function postCard(deps: DeliverDeps, delivery: Delivery): Promise<Standing> {
  const { request } = delivery
  const look = (await deps.deliveries.tryingCard(request.id)) > 0
  const ts = await deps.messenger.postCard(cardState(delivery), { look })
  // A card that was found may show an older version: 0 makes the redraw certain.
  const drawn = look ? 0 : request.version
  await deps.deliveries.cardPosted(request.id, ts, drawn)
  return { ts, drawn }
}

/** Without a card, in a channel of no use any more, whoever asked, and where, still hears of it. */
async function post(deps: DeliverDeps, request: Request, owed: Owed, card: MessageTs | null): Promise<void> {
  const look = (await deps.deliveries.tryingMessage(owed.id)) > 0
  try {
    await deps.deliveries.messagePosted(owed.id, await tell(deps, request, owed, { card, look }))
  } catch (error) {
    goOnIfRefused(error)
    await deps.deliveries.messageGivenUp(owed, addressOf(request, owed), error.slack)
  }
}

function addressOf({ channel, requester }: Request, owed: Owed): ChannelId | PersonId {
  switch (owed.telling) {
    case 'line':
      return channel
    case 'dm':
      return requester
    case 'outcome':
      return owed.channel
  }
}

async function tell(
  { messenger }: DeliverDeps,
  request: Request,
  owed: Owed,
  { card, look }: { readonly card: MessageTs | null; readonly look: boolean },
): Promise<MessageTs | null> {
  const line: LineState = { request, entry: owed.entry }
  switch (owed.telling) {
    case 'line':
      return card && messenger.postLine(line, card, { look })
    case 'dm':
      return messenger.tellRequester(line, card, { look })
    case 'outcome':
      return messenger.postOutcome(line, card, { look, channel: owed.channel })
  }
}

/** One message that Slack will never take must not hold up the ones behind it; the log has the reason. */
function goOnIfRefused(error: unknown): asserts error is MessengerFault {
  if (!(error instanceof MessengerFault) || error.reason !== 'refused') throw error
}

async function afterFault(
  deps: DeliverDeps,
  { request, card }: Delivery,
  fault: MessengerFault,
): Promise<number | null> {
  const { id } = request
  const now = deps.now().getTime()
  switch (fault.reason) {
    case 'rate_limited':
      return now + (fault.retryAfterMs ?? 1_000)
    case 'gone':
      await deps.deliveries.cardLost(id)
      return now + pauseAfter(card.lost)
    case 'refused':
    case 'unusable_channel':
      await closeUnseen(deps, id, fault.slack)
      if (!card.givenUp) return now
      return card.ts !== null && mayBeSeen({ request, card }, deps.now()) ? now + MOST_PAUSE_MS : null
    case 'unknown':
      throw fault
  }
}

/** The first is replaced at once; where something removes each of them, the channel is not to be filled with more. */
function pauseAfter(lost: number): number {
  return lost === 0 ? 0 : Math.min(MOST_PAUSE_MS, 1_000 * 2 ** Math.min(lost, 10))
}

/** What nobody can see is not carried out; a call already made is settled all the same. */
async function closeUnseen(deps: DeliverDeps, id: RequestId, slack?: string): Promise<void> {
  await deps.deliveries.cardGivenUp(id, slack)
  const request = (await deps.deliveries.delivery(id))?.request
  if (request?.state !== 'requested' && request?.state !== 'approved') return
  try {
    await deps.ledger.commit(cancel(request, 'channel_unusable', deps.now()))
  } catch (error) {
    if (!(error instanceof StoreConflict)) throw error
  }
}

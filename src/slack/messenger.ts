import type { WebClient } from '@slack/web-api'
import type { ChainedRequestEntry } from '../core/delivery.ts'
import { ChannelId, type MessageTs } from '../core/ids.ts'
import type { Request } from '../core/request.ts'
import { type LineState, type Log, type Messenger, MessengerFault } from '../ports.ts'
import { createAnswer } from './answer.ts'
import { type Author, CARD_EVENT, LINE_EVENT, OUTCOME_EVENT } from './find-message.ts'
import { permalinkOf, postOnce } from './post-once.ts'
import { messengerFault, platformError } from './slack-fault.ts'
import { isForGood } from './slack-refused.ts'
import { usable } from './usable-channel.ts'
import { type CardOptions, card as drawCard } from './views/card.ts'
import { directMessage, line as drawLine, outcome as drawOutcome } from './views/line.ts'

export interface MessengerOptions extends CardOptions {
  readonly posts: WebClient
  readonly interactive: WebClient
  readonly us: Author
  /** The slash command, as people type it. */
  readonly command: string
  readonly log: Log
  readonly now: () => Date
}

/** Brings cards, lines and answers to Slack. Everything it throws is a MessengerFault. */
export function createMessenger(options: MessengerOptions): Messenger {
  const { posts, interactive, us, log } = options
  const fault = (error: unknown): never => {
    const fault = messengerFault(error)
    if (fault.reason === 'refused')
      log.error({ refused: platformError(error) }, 'slack refused a message for good')
    if (fault.slack && isForGood(fault.slack))
      log.error(
        { refused: fault.slack },
        'slack does not take the token of SLACK_BOT_TOKEN any more: nothing can be told until the bot is started with a good one',
      )
    throw fault
  }
  /** Somebody may have left, take no messages from apps, or not have invited the bot: that must not hold up the card. */
  const untold = (request: Request, error: unknown): never => {
    const slack = platformError(error)
    if (!slack || messengerFault(error).reason === 'unknown') return fault(error)
    log.warn({ requestId: request.id, refused: slack }, 'an outcome could not be told beside the card')
    throw new MessengerFault('refused', { slack, cause: error })
  }
  return {
    usable: (channel) => usable(interactive, channel).catch(fault),
    postCard: (state, { look }) =>
      postOnce(posts, us, {
        wanted: {
          ...place(state.request),
          ...{ event: CARD_EVENT, field: 'request', value: state.request.id },
        },
        payload: { request: state.request.id },
        view: drawCard(state, options),
        look,
      }).catch(fault),
    async redrawCard(state, ts) {
      const { channel } = state.request
      await posts.chat.update({ channel, ts, parse: 'none', ...drawCard(state, options) }).catch(fault)
    },
    postLine: ({ request, entry }, thread, { look }) =>
      postOnce(posts, us, {
        wanted: { ...place(request), ...{ event: LINE_EVENT, ...byHash(entry) }, thread },
        payload: payloadOf(request, entry),
        view: drawLine(request, entry, options.policy),
        look,
      }).catch(fault),
    async tellRequester(line, card, { look }) {
      const { requester } = line.request
      try {
        // Where it is to be looked for: a post alone may name the person instead.
        const channel = look ? await directChannel(posts, requester) : requester
        return await tell(line, { channel, card, look, draw: directMessage })
      } catch (error) {
        return untold(line.request, error)
      }
    },
    async postOutcome(line, card, { look, channel }) {
      const here = channel === line.request.askedIn
      const draw: Draw = (request, entry, permalink) => drawOutcome(request, entry, { permalink, here })
      try {
        // A channel may have come to be shared with another company since it was typed there, or named in the policy.
        if (await usable(interactive, channel)) return await tell(line, { channel, card, look, draw })
      } catch (error) {
        return untold(line.request, error)
      }
      log.warn(
        { requestId: line.request.id, channel },
        'an outcome is not told in a channel that is not ours',
      )
      throw new MessengerFault('refused')
    },
    answer: createAnswer(options),
  }

  async function tell(
    { request, entry }: LineState,
    { channel, card, look, draw }: Telling,
  ): Promise<MessageTs> {
    const permalink = card ? await permalinkOf(posts, request.channel, card) : null
    return postOnce(posts, us, {
      wanted: { channel, since: request.askedAt, event: OUTCOME_EVENT, ...byHash(entry) },
      payload: payloadOf(request, entry),
      view: draw(request, entry, permalink),
      look,
    })
  }
}

type Draw = typeof directMessage

interface Telling {
  readonly channel: string
  readonly card: MessageTs | null
  readonly look: boolean
  readonly draw: Draw
}

function place({ channel, askedAt }: Request) {
  return { channel, since: askedAt }
}

function byHash({ hash }: ChainedRequestEntry) {
  return { field: 'hash', value: hash } as const
}

function payloadOf({ id }: Request, { seq, hash }: ChainedRequestEntry) {
  return { request: id, seq, hash }
}

async function directChannel(slack: WebClient, users: string): Promise<ChannelId> {
  const { channel } = await slack.conversations.open({ users })
  return ChannelId.parse(channel?.id)
}

import type { MessageTs } from '../../../src/core/ids.ts'
import type { Request } from '../../../src/core/request.ts'
import { type LineState, type Messenger, MessengerFault, type PostAnchor } from '../../../src/ports.ts'
import type { Tools } from '../tools.ts'
import { inWords } from '../words.ts'
import type { Message, Slack } from '../world/slack.ts'
import type { Life } from './life.ts'
import type { Network } from './network.ts'

const PATIENCE_MS = 10_000

interface Posting {
  readonly message: Omit<Message, 'ts' | 'deleted'>
  readonly look: boolean
}

type SlackPort = Messenger & { readonly postAnchor: PostAnchor }

/** Messages go to Slack as the bot sends them: looking and posting are two calls, and either may be lost. */
export function createMessengerPort(tools: Tools, slack: Slack, send: Network, life: Life): SlackPort {
  const { dice, weather, tell, reach } = tools
  const chance = dice.of('slack')

  function ask<T>(name: string, effect: () => T): Promise<T> {
    const answering = () => {
      if (slack.away) throw new MessengerFault('unknown')
      if (!weather.calm && chance.chance(weather.errors.slack)) throw error(name)
      return effect()
    }
    const silence = () => new MessengerFault('unknown')
    return send(life, { to: 'slack', name, patience: PATIENCE_MS, effect: answering, silence })
  }

  function error(name: string): MessengerFault {
    const reason = chance.pick('rate_limited', 'unknown')
    reach(`slack says ${reason}`)
    tell(
      `Bot ${life.number}`,
      `is ${inWords.step(name)}, but Slack says ${reason === 'unknown' ? 'that it is broken' : 'that it asks too much'}`,
    )
    const retryAfterMs = chance.between(1, 30) * 1_000
    return reason === 'unknown' ? new MessengerFault(reason) : new MessengerFault(reason, { retryAfterMs })
  }

  async function postOnce({ message, look }: Posting): Promise<MessageTs> {
    const { channel, thread } = message
    const reachable = () => {
      if (!slack.isUsable(channel)) throw new MessengerFault('unusable_channel')
      if (thread && !slack.stands(channel, thread)) throw new MessengerFault('gone')
    }
    const found =
      look &&
      (await ask(thread ? 'conversations.replies' : 'conversations.history', () => {
        reachable()
        return slack.find(message)
      }))
    if (found) {
      reach('a message that came through is found')
      return found.ts
    }
    return ask('chat.postMessage', () => {
      reachable()
      return slack.post(message)
    })
  }

  const card = (shows: Request) =>
    ({ channel: shows.channel, thread: null, event: 'card', value: shows.id, bot: BOT, shows }) as const
  const beside = (channel: string, { entry }: LineState) =>
    ({ channel, thread: null, event: 'outcome', value: entry.hash, bot: BOT }) as const
  /** The link to the card is only a help: without it the message goes out all the same. */
  const link = (ts: MessageTs | null) => ts && ask('chat.getPermalink', () => ts).catch(() => null)

  return {
    usable: (channel) => ask('conversations.info', () => slack.isUsable(channel)),
    postCard: ({ request }, { look }) => postOnce({ message: card(request), look }),
    redrawCard: ({ request }, ts) =>
      ask('chat.update', () => {
        if (!slack.isUsable(request.channel)) throw new MessengerFault('unusable_channel')
        if (!slack.stands(request.channel, ts)) throw new MessengerFault('gone')
        slack.redraw(request.channel, ts, request)
      }),
    postLine: ({ request: { channel }, entry }, thread, { look }) =>
      postOnce({ message: { channel, thread, event: 'line', value: entry.hash, bot: BOT }, look }),
    async tellRequester(line, ts, { look }) {
      const { requester } = line.request
      if (look) await ask('conversations.open', () => null)
      await link(ts)
      return postOnce({ message: beside(`D0${requester}`, line), look })
    },
    async postOutcome(line, ts, { look, channel }) {
      if (!(await ask('conversations.info', () => slack.isUsable(channel))))
        throw new MessengerFault('refused')
      await link(ts)
      return postOnce({ message: beside(channel, line), look })
    },
    async postAnchor(anchor, { channel, look }) {
      // Whether others see it: no channel here is shared.
      await ask('conversations.info', () => null)
      const message = {
        channel,
        thread: null,
        event: 'anchor',
        value: anchor.hash,
        bot: BOT,
        anchor,
      } as const
      return postOnce({ message, look })
    },
    async answer({ by: person, responseUrl }, reply) {
      const say = () => slack.answer({ responseUrl, person, reply })
      const responded = ask('response_url', say).then(
        () => true,
        () => false,
      )
      if (!(await responded)) await ask('chat.postEphemeral', say)
    },
  }
}

const BOT = 'B1'

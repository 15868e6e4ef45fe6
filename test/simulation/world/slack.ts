import type { Anchor } from '../../../src/core/anchor.ts'
import type { PersonId, RequestId } from '../../../src/core/ids.ts'
import { MessageTs } from '../../../src/core/ids.ts'
import type { Reply } from '../../../src/core/reply.ts'
import type { Request } from '../../../src/core/request.ts'
import type { Tools } from '../tools.ts'
import { inWords } from '../words.ts'

export interface Message {
  readonly channel: string
  readonly ts: MessageTs
  readonly thread: string | null
  readonly event: 'card' | 'line' | 'outcome' | 'anchor'
  /** What it is recognised by: the request of a card, the hash of the entry of anything else. */
  readonly value: string
  readonly bot: string
  deleted: boolean
  /** What a card shows. */
  shows?: Request
  /** What an anchor says. */
  readonly anchor?: Anchor
}

export interface Answer {
  readonly responseUrl: string
  readonly person: PersonId
  readonly reply: Reply
}

/** People who look at it. */
export interface Watched {
  readonly see: (card: Message) => void
  readonly hear: (answer: Answer) => void
}

/** Slack as a place: what was posted stands there until somebody deletes it. */
export function createSlack({ timeline, tell, wrong }: Tools, { see, hear }: Watched) {
  const messages: Message[] = []
  const answers: Answer[] = []
  const archived = new Set<string>()
  let everArchived = false
  const standing = (message: Message) => !message.deleted

  return {
    ...{ messages, answers },
    archive(channel: string): void {
      archived.add(channel)
      everArchived = true
    },
    open: (channel: string) => void archived.delete(channel),
    /** Whether any channel ever was. */
    wasArchived: () => everArchived,
    /** Nobody reaches it. */
    away: false,
    find: (wanted: Omit<Message, 'ts' | 'deleted' | 'shows'>): Message | undefined =>
      messages.find((message) => standing(message) && isSame(message, wanted)),
    post(message: Omit<Message, 'ts' | 'deleted'>): MessageTs {
      const ts = MessageTs.parse(
        `${Math.floor(timeline.now / 1_000)}.${String(messages.length).padStart(6, '0')}`,
      )
      if (messages.some((other) => standing(other) && isSame(other, message)))
        wrong(`the same ${message.event} stands twice in ${message.channel}`)
      const posted: Message = { ...message, ts, deleted: false }
      messages.push(posted)
      tell('Slack', `shows a new ${message.event}${inWords.where(message.channel, message.thread)}`)
      if (posted.event === 'card') see(posted)
      return ts
    },
    stands: (channel: string, ts: string): boolean =>
      messages.some((message) => message.channel === channel && message.ts === ts && standing(message)),
    redraw(channel: string, ts: string, shows: Request): void {
      const card = messages.find((message) => message.channel === channel && message.ts === ts)
      if (!card) return
      card.shows = shows
      see(card)
    },
    /** An admin deletes the card of a request. */
    deleteCard(id: RequestId): boolean {
      const card = messages.findLast(
        (message) => message.event === 'card' && message.value === id && standing(message),
      )
      if (card) card.deleted = true
      return card !== undefined
    },
    answer(answer: Answer): void {
      answers.push(answer)
      tell('Slack', `shows ${inWords.person(answer.person)}: ${inWords.reply(answer.reply)}`)
      hear(answer)
    },
    cards: (): readonly Message[] =>
      messages.filter((message) => message.event === 'card' && standing(message)),
    isUsable: (channel: string): boolean => !archived.has(channel),
  }
}
export type Slack = ReturnType<typeof createSlack>

function isSame(one: Message, other: Omit<Message, 'ts' | 'deleted'>): boolean {
  return (
    one.event === other.event &&
    one.value === other.value &&
    one.channel === other.channel &&
    one.thread === other.thread &&
    one.bot === other.bot
  )
}

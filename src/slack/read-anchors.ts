import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import { ANCHOR_EVENT, Anchor } from '../core/anchor.ts'
import type { Clock } from '../ports.ts'
import { type Author, CARD_EVENT, LINE_EVENT } from './find-message.ts'
import { pages } from './pages.ts'
import { platformError } from './slack-fault.ts'

/**
 * What one of our messages tells of a place in the audit log: in its data, or in the text that people read. Of a hash,
 * cards and lines show half.
 */
export interface ToldInSlack {
  readonly seq: number
  readonly hash: string
  readonly ts: string
  readonly in: 'data' | 'text'
}

export interface ToldByCard extends ToldInSlack {
  readonly request: string
}

export interface ReadChannel {
  readonly told: readonly ToldInSlack[]
  /** By the foot of each card, which names the newest line of its thread. */
  readonly cards: readonly ToldByCard[]
  /** The oldest message that Slack still shows there, whoever wrote it. */
  readonly oldest: string | null
}

export interface Thread {
  readonly channel: string
  readonly ts: string
  readonly request: string
}

const Message = z.object({
  ts: z.string(),
  text: z.string().optional(),
  bot_id: z.string().optional(),
  metadata: z.object({ event_type: z.string(), event_payload: z.record(z.string(), z.unknown()) }).optional(),
  blocks: z.array(z.unknown()).default([]),
})
type Message = z.infer<typeof Message>
const Page = z.object({ messages: z.array(z.unknown()).default([]) })
const Place = Anchor.pick({ seq: true, hash: true })
const Line = Place.extend({ request: z.string() })
const Card = Line.pick({ request: true })
const Foot = z.object({
  block_id: z.enum(['foot', 'witness']),
  elements: z.tuple([z.object({ text: z.string() })]),
})

/** As core/anchor.ts writes it. */
const ANCHOR_TEXT = /^Audit log: #([1-9]\d{0,14}) · ([0-9a-f]{64})(?![0-9a-f])/
/** The same as views/anchor.ts shows it, in the JSON of its blocks. */
const ANCHOR_BLOCK = /"Audit log: #([1-9]\d{0,14}) · ([0-9a-f]{64})(?![0-9a-f])/

/** As views/card.ts writes it at the foot of cards and lines. */
const FOOT_TEXT = /audit log #([1-9]\d{0,14}) · ([0-9a-f]{32})(?![0-9a-f])/

const PAGE = 200

/** All anchors and cards that stand in a channel. Anybody can post one like ours, so the author is compared. */
export async function readAnchors(
  slack: WebClient,
  us: Author,
  channel: string,
  clock: Pick<Clock, 'sleep'>,
): Promise<ReadChannel> {
  const read = { channel, include_all_metadata: true }
  const told: ToldInSlack[] = []
  const cards: ToldByCard[] = []
  let oldest: string | null = null
  for await (const page of pages(clock, PAGE, (at) => slack.conversations.history({ ...read, ...at })))
    for (const message of messagesOf(page)) {
      if (oldest === null || Number(message.ts) < Number(oldest)) oldest = message.ts
      if (message.bot_id !== us.botId) continue
      told.push(...anchorsOf(message))
      cards.push(...cardsOf(message))
    }
  return { told, cards, oldest }
}

/** The lines of a request's thread, by the entries they tell of. */
export async function readLines(
  slack: WebClient,
  us: Author,
  { request, ...place }: Thread,
  clock: Pick<Clock, 'sleep'>,
): Promise<readonly ToldInSlack[]> {
  const told: ToldInSlack[] = []
  const read = { ...place, include_all_metadata: true }
  const thread = (at: object) => slack.conversations.replies({ ...read, ...at }).catch(nothingWhereGone)
  for await (const page of pages(clock, PAGE, thread))
    for (const message of messagesOf(page)) {
      const { ts, bot_id, metadata } = message
      if (bot_id !== us.botId || metadata?.event_type !== LINE_EVENT) continue
      const line = Line.safeParse(metadata.event_payload).data
      if (line && line.request === request)
        told.push({ seq: line.seq, hash: line.hash, ts, in: 'data' }, ...footsOf(message, line))
    }
  return told
}

/** A thread that Slack does not know any more has no lines. */
function nothingWhereGone(error: unknown): object {
  if (platformError(error) === 'thread_not_found') return {}
  throw error
}

function cardsOf(message: Message): readonly ToldByCard[] {
  const { metadata } = message
  const card = metadata?.event_type === CARD_EVENT ? Card.safeParse(metadata.event_payload).data : undefined
  return card ? footsOf(message).map((foot) => ({ ...foot, ...card })) : []
}

/** What stands at the foot of a card or a line, unless it is what its data says. */
function footsOf({ ts, blocks }: Message, data?: z.infer<typeof Place>): readonly ToldInSlack[] {
  return blocks.flatMap((block) => {
    const [, seq, hash] = FOOT_TEXT.exec(Foot.safeParse(block).data?.elements[0].text ?? '') ?? []
    if (seq === undefined || hash === undefined) return []
    if (data && data.seq === Number(seq) && data.hash.startsWith(hash)) return []
    return [{ seq: Number(seq), hash, ts, in: 'text' as const }]
  })
}

function messagesOf(page: unknown): readonly Message[] {
  return Page.parse(page).messages.flatMap((message) => Message.safeParse(message).data ?? [])
}

/** Data, text and block say the same, which is told once, unless somebody changed one of them. */
function anchorsOf({ ts, text = '', metadata, blocks }: Message): readonly ToldInSlack[] {
  const data =
    metadata?.event_type === ANCHOR_EVENT ? Place.safeParse(metadata.event_payload).data : undefined
  const shown = [ANCHOR_TEXT.exec(text), ANCHOR_BLOCK.exec(JSON.stringify(blocks))].flatMap(placeIn)
  const told = [
    ...(data ? [{ ...data, ts, in: 'data' as const }] : []),
    ...shown.map((place) => ({ ...place, ts, in: 'text' as const })),
  ]
  return told.filter(
    ({ seq, hash }, index) => told.findIndex((one) => one.seq === seq && one.hash === hash) === index,
  )
}

function placeIn(found: RegExpExecArray | null): readonly z.infer<typeof Place>[] {
  const [, seq, hash] = found ?? []
  return seq === undefined || hash === undefined ? [] : [{ seq: Number(seq), hash }]
}

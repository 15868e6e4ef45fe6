import { z } from 'zod'
import { Entry, isOfRequest, type RequestEntry } from '../../../src/core/entry.ts'
import { Input } from '../../../src/core/input.ts'
import { Request } from '../../../src/core/request.ts'
import { LIFE } from '../../life-table.ts'
import type { Tools } from '../tools.ts'
import { inWords } from '../words.ts'
import type { Slack } from '../world/slack.ts'
import type { Books } from './books.ts'

/** Entries that nobody is told of in a thread; of all others there is a line. */
const SILENT: readonly string[] = ['claimed', 'released', 'calling', 'not_sent', 'read_again']

const InputRow = z.object({ id: z.string(), body: z.string(), answered_at: z.int().nullable() })
const AuditRow = z.object({ hash: z.string(), body: z.string() })
const CardRow = z.object({ body: z.string(), ts: z.string().nullable() })

interface Written {
  readonly hash: string
  readonly entry: Entry
}

/** What must hold of the whole of it, once faults are over and time has passed. */
export async function judgeTheEnd({ wrong }: Tools, books: Books, slack: Slack): Promise<void> {
  const entries = z
    .array(AuditRow)
    .parse(await books.rows('SELECT hash, body FROM audit ORDER BY seq'))
    .map(({ hash, body }) => ({ hash, entry: Entry.parse(JSON.parse(body)) }))
  nobodyWaits()
  await everybodyIsAnswered()
  await everyRefusalIsRecorded()
  await everythingIsTold()

  function nobodyWaits(): void {
    for (const { id, state } of books.all()) if (LIFE[state]) wrong(`${id} is ${state} for ever`)
  }

  async function everybodyIsAnswered(): Promise<void> {
    const inputs = z.array(InputRow).parse(await books.rows('SELECT id, body, answered_at FROM inputs'))
    for (const { id, body, answered_at } of inputs) {
      const { responseUrl, by } = Input.parse(JSON.parse(body))
      const heard = slack.answers.some((answer) => answer.responseUrl === responseUrl)
      if (!heard) wrong(`${inWords.person(by)} was never answered to ${id}`)
      if (answered_at === null) wrong(`the answer to ${id} of ${inWords.person(by)} was never noted`)
    }
  }

  async function everyRefusalIsRecorded(): Promise<void> {
    const counted = z
      .array(z.object({ person: z.string(), counted: z.string() }))
      .parse(await books.rows('SELECT person, counted FROM refusals'))
    for (const { person, counted: left } of counted)
      if (left !== '{"inputs":[],"more":0}') wrong(`refusals of ${inWords.person(person)} wait for ever`)
    const refused = slack.answers.filter(
      ({ reply }) => reply.kind === 'broken' || (reply.kind === 'refused' && reply.refusal !== 'not_stored'),
    )
    for (const person of new Set(refused.map((answer) => answer.person))) {
      const own = refused.filter((answer) => answer.person === person)
      const told = new Set(own.map(({ responseUrl }) => responseUrl)).size
      const recorded = entries
        .map(({ entry }) => (entry.kind === 'refused' && entry.by === person ? countOf(entry) : 0))
        .reduce((sum, count) => sum + count, 0)
      if (recorded < told)
        wrong(`${inWords.person(person)} was refused ${told} times, but ${recorded} stand in the audit log`)
    }
  }

  /** Once as a direct message, unless the requester did it, and once where it was asked, unless the card stands there. */
  function judgeOutcome({ id, requester, askedIn, channel }: Request, last?: Written): void {
    const by = last && 'by' in last.entry ? last.entry.by : null
    const direct = last?.entry.kind === 'withdrawn' && by === requester ? [] : [`D0${requester}`]
    const wanted = [...direct, ...(askedIn === channel ? [] : [askedIn])].sort()
    const told = slack.messages.filter(({ event, value }) => event === 'outcome' && value === last?.hash)
    const places = told.map((message) => message.channel).sort()
    if (String(places) !== String(wanted))
      wrong(`the outcome of ${id} was told in “${places}”, not “${wanted}”`)
  }

  /** While a channel was archived no card could be posted, and without one there is no thread to tell anything in. */
  async function linesDropped(): Promise<ReadonlySet<unknown>> {
    if (!slack.wasArchived()) return new Set()
    const rows = await books.rows(
      `SELECT a.hash FROM messages m JOIN audit a ON a.seq = m.seq JOIN cards c ON c.id = m.card_id
       WHERE m.telling = 'line' AND m.posted_at IS NOT NULL AND m.ts IS NULL AND (c.ts IS NULL OR c.lost > 0)`,
    )
    return new Set(rows.map(({ hash }) => hash))
  }

  async function everythingIsTold(): Promise<void> {
    const dropped = await linesDropped()
    const cards = z
      .array(CardRow)
      .parse(await books.rows('SELECT r.body, c.ts FROM cards c JOIN requests r ON r.id = c.id'))
    for (const { body, ts } of cards) {
      const request = Request.parse(JSON.parse(body))
      const { id } = request
      const owed = entries.filter(({ entry }) => isOfRequest(entry) && entry.request === id && isTold(entry))
      const cards = slack.messages.filter(({ event, value }) => event === 'card' && value === id)
      for (const { hash, entry } of owed) {
        const told = slack.messages.filter(({ event, value }) => event === 'line' && value === hash).length
        if (told === 0 && !dropped.has(hash)) wrong(`${id}: the thread never heard of “${entry.kind}”`)
        // A card that was deleted takes its thread with it: the next one may hear the newest line again.
        if (told > Math.max(1, cards.length))
          wrong(`${id}: the thread heard ${told} times of “${entry.kind}”`)
      }
      judgeOutcome(
        request,
        entries.findLast(({ entry }) => isOfRequest(entry) && entry.request === id),
      )
      const standing = cards.filter(({ deleted }) => !deleted).length
      if (standing > 1) wrong(`${id} has ${standing} cards`)
      // One that an admin deletes is posted again when it is to say something new.
      const shows = cards.at(-1)?.shows
      if (ts !== null && shows?.version !== request.version)
        wrong(`the card of ${id} shows ${shows?.state ?? 'nothing'}, but it is ${request.state}`)
    }
    const [left] = await books.rows('SELECT count(*) AS owed FROM messages WHERE posted_at IS NULL')
    if (left?.owed !== 0) wrong(`${left?.owed} messages were never told`)
  }
}

/** The rule's own approval says nothing that the line before it did not. */
function isTold(entry: Entry): entry is RequestEntry {
  return (
    isOfRequest(entry) &&
    !SILENT.includes(entry.kind) &&
    !(entry.kind === 'approved' && entry.by === 'policy')
  )
}

function countOf({ inputs, more }: Extract<Entry, { kind: 'refused' }>): number {
  return inputs.reduce((sum, { count }) => sum + count, more)
}

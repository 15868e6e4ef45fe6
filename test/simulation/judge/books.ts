import { z } from 'zod'
import { Entry, isOfRequest, type RequestEntry } from '../../../src/core/entry.ts'
import { type PersonId, RequestId } from '../../../src/core/ids.ts'
import type { Wanted } from '../../../src/core/operations.ts'
import { entryWords } from '../../../src/slack/views/entry-words.ts'
import type { Database, Param, Row } from '../../../src/store/database.ts'
import { createChainReader } from '../../chain-reader.ts'
import { LIFE, leadsTo } from '../../life-table.ts'
import type { Tools } from '../tools.ts'
import { inWords } from '../words.ts'
import { keyOf } from '../world/keys.ts'

/** A request as its entries tell it. */
export interface Book {
  readonly id: RequestId
  readonly key: number
  readonly wanted: Wanted
  readonly requester: PersonId
  state: string
  entries: number
  /** When the last entry but the newest was written (epoch ms). */
  before: number
  at: number
  /** When it was approved for good. */
  approvedAt?: number
  claim?: { readonly at: number; readonly owner: string }
  /** Until when its key is kept from other requests: what it sent was found out, but not from an answer of its own. */
  holdsUntil?: number
  /** The newest mark, and whether a call went out on it. */
  mark?: { readonly at: number; used: boolean }
}

type Judge = (entry: RequestEntry, book: Book, all: readonly Book[]) => void

/** A call that was on its way may take so long to be carried out. */
const SETTLING_MS = 600_000

const Stored = z.array(z.object({ id: RequestId, version: z.int(), state: z.string() }))

/** Follows the audit log and the requests as they are written: each step with its entry, each entry with its step. */
export function createBooks(db: Database, { tell, reach, wrong }: Tools, judge: Judge) {
  const rows = (text: string, ...params: Param[]): Promise<readonly Row[]> =>
    db.transaction((sql) => sql(text, ...params))
  const readChain = createChainReader()
  const books = new Map<RequestId, Book>()
  let last: Promise<void> = Promise.resolve()
  const written = { jobs: true, requests: true }
  let due: number | null = null

  async function look(): Promise<void> {
    if (!written.jobs) return
    const [row] = await rows('SELECT min(max(due, coalesce(leased_until, 0))) AS due FROM jobs')
    due = z.int().nullable().parse(row?.due)
    written.jobs = false
    if (!written.requests) return
    written.requests = false
    const { broken, bodies, stored } = await db.transaction(async (sql) => {
      const requests = await sql('SELECT id, version, state FROM requests')
      return { ...(await readChain(sql)), stored: Stored.parse(requests) }
    })
    if (broken !== null) wrong(`the audit log does not hold together at entry ${broken}`)
    for (const body of bodies) follow(Entry.parse(body))
    for (const { id, version, state } of stored) {
      const book = books.get(id)
      if (!book || version !== book.entries)
        wrong(`${id} took ${version} steps, but has ${book?.entries ?? 0} entries`)
      else if (state !== book.state) wrong(`${id} is ${state}, but its entries lead to ${book.state}`)
    }
  }

  function follow(entry: Entry): void {
    if (entry.kind === 'post_given_up') reach(`given up: ${entry.post}`)
    if (!isOfRequest(entry)) return
    const { request: id, kind } = entry
    const book = books.get(id) ?? opened(entry)
    if (!book) {
      wrong(`${id} has an entry “${kind}” before it was asked for`)
      return
    }
    books.set(id, book)
    const to = leadsTo(entry)
    if (!LIFE[book.state]?.includes(to)) wrong(`${id} went from ${book.state} to ${to}, which no request may`)
    reach(`${book.state} → ${to}`)
    reach(`entry: ${kind}${'how' in entry ? ` (${entry.how})` : ''}`)
    const by = 'by' in entry && entry.by ? `, by ${inWords.person(entry.by)}` : ''
    tell(`${id}:`, `${entryWords(entry, null)}${by} (now ${to})`)
    const at = Date.parse(entry.at)
    Object.assign(book, { state: to, entries: book.entries + 1, before: book.at, at })
    if (kind === 'approved' && to === 'approved') book.approvedAt = at
    if (entry.kind === 'claimed') book.claim = { at, owner: entry.owner }
    if (entry.kind === 'calling') book.mark = { at, used: false }
    if (isHearsay(entry) && book.mark) book.holdsUntil = book.mark.at + SETTLING_MS
    judge(entry, book, [...books.values()])
  }

  return {
    rows,
    all: (): readonly Book[] => [...books.values()],
    /** Called with each statement that a life of the bot runs. */
    touched(text: string): void {
      if (text.startsWith('SELECT')) return
      written.jobs = true
      if (/requests|audit/.test(text)) written.requests = true
    },
    /** Looks at what was written since the last look; one look after another. */
    observe(): Promise<void> {
      last = last.then(look)
      return last
    },
    due: () => due,
  }
}
export type Books = ReturnType<typeof createBooks>

/** An end that was found out by reading, or by a person: the call itself may still be on its way. */
function isHearsay(entry: RequestEntry): boolean {
  if (entry.kind === 'failed') return entry.by !== undefined
  return entry.kind === 'succeeded' && (entry.how === 'read_later' || entry.how === 'settled')
}

function opened(entry: RequestEntry): Book | undefined {
  if (entry.kind !== 'asked') return undefined
  const { request: id, key, operation, periodDays, by: requester } = entry
  const at = Date.parse(entry.at)
  return {
    ...{ id, requester, key: keyOf(key), wanted: { operation, periodDays } },
    ...{ state: 'none', entries: 0, before: at, at },
  }
}

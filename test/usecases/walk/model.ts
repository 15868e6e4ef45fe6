import { RequestId } from '../../../src/core/ids.ts'
import { createChainReader } from '../../chain-reader.ts'
import { LIFE, leadsTo } from '../../life-table.ts'
import type { MemoryStore } from '../../memory-store.ts'
import { type Activity, lastOf } from './activity.ts'
import { Body, type Book, Entry, must, sameApprovals, Wrong } from './book.ts'
import { RULES } from './rules.ts'
import { keyAndApprovalAreGood } from './standing.ts'
import { keyOf, type World } from './world.ts'

function isStep(from: string, to: string): boolean {
  return (LIFE[from] ?? []).includes(to)
}

/** Of a message, and no step of a request. */
const GIVEN_UP = 'post_given_up'

/** What tells apart two ways of the same step. */
function wayOf({ how, why, settledBy }: Body, { kind, by }: Entry): string {
  if (settledBy) return 'a person says'
  return by === 'policy' ? 'the policy says' : (how ?? why ?? kind)
}

/** The life of a request in plain words: it sees what is written, and says whether it may be. */
export function createModel(world: World, memory: MemoryStore) {
  const books = new Map<RequestId, Book>()
  const seen = new Set<string>()
  const story: string[] = []
  const readChain = createChainReader()

  /** Looks at what was written since it looked last, and by whom. */
  async function observe(activity: Activity | null): Promise<void> {
    const rows = await memory.rows('SELECT id, version, state, body FROM requests ORDER BY created_at, rowid')
    const { broken, bodies } = await readChain(memory.rows)
    must(broken === null, `the chain breaks at ${broken}`)
    const entries = bodies.map((body) => Entry.parse(body))
    const told = entries.filter(({ request, kind }) => request !== undefined && kind !== GIVEN_UP)
    const posted = !activity || activity.does === 'card job'
    must(posted || entries.every(({ kind }) => kind !== GIVEN_UP), 'a post was given up that nobody made')
    const changed = rows.filter(({ id, body }) => books.get(RequestId.parse(id))?.text !== body)
    for (const row of changed) {
      const after = Body.parse(JSON.parse(String(row.body)))
      must(
        after.version === row.version && after.state === row.state,
        `the row of ${after.id} contradicts itself`,
      )
      const own = told.filter(({ request }) => request === after.id)
      if (activity) step(after, String(row.body), { own, told, activity })
      else must(false, `${after.id} became ${after.state} without anybody doing anything`)
    }
    const moved = changed.map(({ id }) => id)
    must(
      told.every(({ request }) => moved.includes(request)),
      'an entry stands for a step that was not taken',
    )
    oneOpenEach()
  }

  function step(
    after: Body,
    text: string,
    { own, told, activity }: { own: readonly Entry[]; told: readonly Entry[]; activity: Activity },
  ): void {
    const known = books.get(after.id)
    const key = keyOf(after.key.id)
    const look = lastOf(activity, 'find')?.look ?? lastOf(activity, 'read')?.look
    const book = known ?? { body: after, text, key, look }
    const before = book.body
    const version = known ? before.version : 0
    must(
      after.version === version + 1 || own.length > 1,
      `${after.id} went from version ${version} to ${after.version}`,
    )
    must(own.length === after.version - version, `${after.id} took a step with ${own.length} entries`)
    Object.assign(book, { body: after, text })
    books.set(after.id, book)
    let from = known ? before.state : 'none'
    for (const entry of own) {
      const to = leadsTo(entry)
      must(isStep(from, to), `${after.id} went ${from} → ${to}, which no request may`)
      const kinds = told.map(({ kind }) => kind)
      const move = { from, to, book, before, after, entry, kinds, activity, world, books: allBooks() }
      story.push(`${after.id} ${from} → ${to} (${entry.kind}) by ${activity.person ?? activity.does}`)
      must(
        entry.kind === 'approved' || sameApprovals(before, after),
        `who approved ${after.id} changed afterwards`,
      )
      RULES[`${from} → ${to}`]?.(move)
      seen.add(`${from} → ${to}`)
      seen.add(`${from} → ${to}: ${wayOf(after, entry)}`)
      from = to
    }
    must(from === after.state, `${after.id} is ${after.state}, but its entries lead to ${from}`)
  }

  function allBooks(): readonly Book[] {
    return [...books.values()]
  }

  function oneOpenEach(): void {
    const open = allBooks().filter(({ body }) => LIFE[body.state])
    must(new Set(open.map(({ key }) => key)).size === open.length, 'two open requests are about one key')
  }

  return {
    observe,
    seen,
    story,
    books: allBooks,
    book: (id: RequestId | undefined) => (id === undefined ? undefined : books.get(id)),
    /** Called as a POST goes out. Returns what is to be told of when it takes effect. */
    sending(activity: Activity, key: number): { accepted(at: number): void } {
      const book = allBooks().find(({ mark }) => mark?.by === activity)
      must(book !== undefined && book.key === key && book.body.state === 'calling', 'a POST without a mark')
      if (!book?.mark) throw new Wrong('a POST without a mark')
      must(!book.mark.sent, 'a second POST on one mark')
      book.mark.sent = true
      const { id, calledAt = 0 } = book.body
      must(world.now - calledAt <= 5_000, 'a POST more than 5 s after its mark')
      must(world.now - activity.began <= 200_000, 'a POST on what was found out long before')
      keyAndApprovalAreGood(book, activity, world)
      return {
        accepted(at) {
          must(world.callsOf(id).length === 0, `a second POST for ${id} was accepted`)
          world.change(key, { on: true }, { at, by: id })
        },
      }
    },
  }
}
export type Model = ReturnType<typeof createModel>

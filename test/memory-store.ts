import { ANCHOR, type Subject } from '../src/core/derived.ts'
import type { ChainedEntry } from '../src/core/entry.ts'
import type { Input } from '../src/core/input.ts'
import type { Request } from '../src/core/request.ts'
import type { Transition } from '../src/core/transition.ts'
import type { Param } from '../src/store/database.ts'
import { wake } from '../src/store/job-table.ts'
import { openStore } from '../src/store/open-store.ts'
import { openSqlite } from '../src/store/sqlite.ts'
import { ANN, AUDIT, anInputId, last, later, T0 } from './builders.ts'

/** A store in memory, on a clock that stands until it is set. */
export function openMemory(path = ':memory:', now?: () => Date) {
  const clock = { at: T0 }
  const db = openSqlite(path, now ?? (() => clock.at))
  const written: ChainedEntry[] = []
  const store = openStore(db, (entries) => void written.push(...entries))
  const rows = (text: string, ...params: Param[]) => db.transaction((sql) => sql(text, ...params))
  return {
    ...{ db, store, clock, written, rows },
    wait(seconds: number): void {
      clock.at = later(seconds, clock.at)
    },
    /** Takes an input, with time enough. */
    take: (n: number) => store.inputs.take(anInput(n), clock.at.getTime() + 1_000),
    wake: (subject: Subject, due?: number) => db.transaction((sql) => wake(sql, subject, due)),
    /** Commits a path of transitions one by one, and returns the request where it ends. */
    async walk(path: readonly Transition[]): Promise<Request> {
      for (const transition of path) await store.ledger.commit(transition)
      return last(path)
    },
    /** The kinds of all entries, in the order of the chain. */
    async kinds(): Promise<unknown[]> {
      return (await rows(`SELECT json_extract(body, '$.kind') AS kind FROM audit ORDER BY seq`)).map(
        (row) => row.kind,
      )
    },
    /** Who is to look again; but for the day's anchor, which every entry wakes. */
    async subjects(): Promise<unknown[]> {
      return (await rows(`SELECT subject FROM jobs WHERE subject <> '${ANCHOR}' ORDER BY subject`)).map(
        (row) => row.subject,
      )
    },
  }
}
export type MemoryStore = ReturnType<typeof openMemory>

export function anInput(n: number): Input {
  const responseUrl = 'https://hooks.slack.com/commands/1'
  return {
    kind: 'command',
    id: anInputId(n),
    by: ANN,
    channel: AUDIT,
    text: 'rotate alias/payments',
    responseUrl,
  }
}

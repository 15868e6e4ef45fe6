import { z } from 'zod'
import type { MemoryStore } from '../../memory-store.ts'
import { must } from './judge-call.ts'
import type { Expected, Model } from './model.ts'

const Entry = z.looseObject({
  kind: z.string(),
  request: z.string().optional(),
  successor: z.string().optional(),
  changes: z.array(z.looseObject({ field: z.string() })).optional(),
})
type Entry = z.infer<typeof Entry>
const Body = z.looseObject({ approvals: z.array(z.looseObject({ by: z.string() })) })

/** Looks at what was written since the last time: the entries, and how every request stands, are those of the model. */
export function createCheck({ rows }: MemoryStore, { expected, requests }: Model) {
  let head = 0

  return async function check(): Promise<void> {
    const written = await rows('SELECT seq, body FROM audit WHERE seq > $1 ORDER BY seq', head)
    const entries = written
      .map(({ body }) => Entry.parse(JSON.parse(String(body))))
      .filter(({ kind }) => kind !== 'refused')
    head = Number(written.at(-1)?.seq ?? head)
    const wanted = expected.splice(0)
    for (const [at, one] of wanted.entries()) compareEntry(one, entries[at])
    const [more] = entries.slice(wanted.length)
    must(more === undefined, `an entry too many: ${JSON.stringify(more)}`)
    if (written.length > 0) await compareRequests()
  }

  async function compareRequests(): Promise<void> {
    const stored = await rows('SELECT id, state, body FROM requests')
    must(stored.length === requests.length, 'a request more or less than were asked for')
    for (const { id, state, body } of stored) {
      const asked = requests.find((one) => one.id === id)
      const by = Body.parse(JSON.parse(String(body))).approvals.map((approval) => approval.by)
      must(asked?.state === state, `${id} is ${state} instead of ${asked?.state}`)
      must(String(by) === String(asked?.approvals), `${id} counts ${by} instead of ${asked?.approvals}`)
    }
  }
}

function compareEntry({ kind, of, facts, fresh }: Expected, entry: Entry | undefined): void {
  must(entry?.kind === kind, `the entry is ${entry?.kind} instead of ${kind}`)
  if (!entry) return
  if (fresh) fresh.id = entry.successor ?? ''
  must(entry.request === of.id, `the ${kind} is about ${entry.request} instead of ${of.id}`)
  const said: Readonly<Record<string, unknown>> = {
    ...entry,
    changed: entry.changes?.map(({ field }) => field),
  }
  for (const [name, wanted] of Object.entries(facts))
    must(isSame(said[name], wanted), `the ${kind} says ${name}: ${said[name]} instead of ${plain(wanted)}`)
}

function isSame(said: unknown, wanted: unknown): boolean {
  return wanted instanceof Set ? wanted.has(said) : String(plain(said)) === String(plain(wanted))
}

/** Lists in no order. */
function plain(value: unknown): unknown {
  if (value instanceof Set) return [...value].join(' or ')
  return Array.isArray(value) ? value.map(String).sort() : value
}

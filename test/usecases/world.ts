import { createHash } from 'node:crypto'
import type { ChannelId, MessageTs, PersonId } from '../../src/core/ids.ts'
import { InputId } from '../../src/core/ids.ts'
import type { Key, Rotation } from '../../src/core/key.ts'
import type { Wanted } from '../../src/core/operations.ts'
import type { Policy } from '../../src/core/policy.ts'
import type { Transition } from '../../src/core/transition.ts'
import type {
  CardState,
  CipherTrust,
  Deps,
  Identity,
  KeyList,
  Messenger,
  People,
  Sent,
} from '../../src/ports.ts'
import { ANN, AUDIT, anInputId, CARD_TS, KIM, policy, SAM } from '../builders.ts'
import { openMemory } from '../memory-store.ts'

/** What a port answers, call after call; an Error is thrown. A call beyond the last answer fails the test. */
export interface Script {
  find?: (readonly Key[] | Error)[]
  read?: (Key | null | Error)[]
  readRotation?: (Rotation | Error)[]
  aliases?: (readonly string[] | Error)[]
  list?: (KeyList | Error)[]
  prepare?: (string | Error)[]
  reportsPeriods?: (boolean | null | Error)[]
  send?: (Sent | Error)[]
  identify?: (Identity | Error)[]
  members?: (readonly PersonId[] | Error)[]
  usable?: (boolean | Error)[]
  postCard?: (MessageTs | Error)[]
  redrawCard?: (true | Error)[]
  postLine?: (MessageTs | Error)[]
  tellRequester?: (MessageTs | Error)[]
  postOutcome?: (MessageTs | Error)[]
}

export interface Call {
  readonly call: keyof Script
  readonly with: readonly unknown[]
}

/** A bot over a store in memory: what is outside answers by a script, and every call to it is kept in order. */
export function createWorld(script: Script = {}, inForce: Policy = policy) {
  const memory = openMemory()
  const calls: Call[] = []
  /** What else happens while a call is on its way. */
  const during: Partial<Record<keyof Script, () => unknown>> = {}

  function count(name: keyof Script): number {
    return calls.filter(({ call }) => call === name).length
  }

  async function answer<T>(
    name: keyof Script,
    answers: (T | Error)[] | undefined,
    ...args: unknown[]
  ): Promise<T> {
    calls.push({ call: name, with: args })
    const nth = count(name)
    await during[name]?.()
    const next = answers?.[nth - 1]
    if (next === undefined) throw new Error(`this test did not expect that call: ${name}`)
    if (next instanceof Error) throw next
    return next
  }

  const ciphertrust: CipherTrust = {
    find: (reference) => answer('find', script.find, reference),
    read: (id) => answer('read', script.read, id),
    readRotation: (id) => answer('readRotation', script.readRotation, id),
    aliases: () => answer('aliases', script.aliases),
    list: (place) => answer('list', script.list, place),
    prepare: () => answer('prepare', script.prepare),
    reportsPeriods: (key) => answer('reportsPeriods', script.reportsPeriods, key.id),
    send: (wanted, id) => answer('send', script.send, wantedOf(wanted), id),
  }
  const people: People = {
    identify: (user) => answer('identify', script.identify, user),
    members: (group) => answer('members', script.members, group),
  }
  const messenger: Messenger = {
    usable: (channel: ChannelId) => answer('usable', script.usable, channel),
    postCard: (card, options) => answer('postCard', script.postCard, shown(card), options),
    redrawCard: async (card, ts) => void (await answer('redrawCard', script.redrawCard, shown(card), ts)),
    postLine: ({ entry }, card, options) =>
      answer('postLine', script.postLine, entry.entry.kind, card, options),
    tellRequester: ({ entry }, card, options) =>
      answer('tellRequester', script.tellRequester, entry.entry.kind, card, options),
    postOutcome: ({ entry }, card, options) =>
      answer('postOutcome', script.postOutcome, entry.entry.kind, card, options),
    answer: () => Promise.reject(new Error('this test did not expect that call: answer')),
  }
  let ids = 20
  const deps = {
    now: () => memory.clock.at,
    sleep: async (ms: number) => memory.wait(ms / 1_000),
    newId: () => new Uint8Array(8).fill(++ids),
    sha256: (text: string) => createHash('sha256').update(text).digest('hex'),
    policy: inForce,
    ...{ ciphertrust, people, messenger },
    ledger: memory.store.ledger,
    reads: memory.store.requests,
    deliveries: memory.store.deliveries,
    owner: 'bot-1',
  } satisfies Deps & Record<string, unknown>
  return {
    ...memory,
    ...{ deps, calls, during, count },
    called: (): readonly string[] => calls.map(({ call }) => call),
    async begin(path: readonly Transition[]) {
      const request = await memory.walk(path)
      await memory.store.deliveries.cardPosted(request.id, CARD_TS, request.version)
      return request
    },
    stored: async () => {
      const [row] = await memory.rows('SELECT body FROM requests ORDER BY created_at, id LIMIT 1')
      return JSON.parse(String(row?.body))
    },
  }
}
export type World = ReturnType<typeof createWorld>

export const ann: Identity = { ok: true, person: ANN, name: 'Ann' }
export const sam: Identity = { ok: true, person: SAM, name: 'Sam' }
export const kim: Identity = { ok: true, person: KIM, name: 'Kim' }

export const asker = { person: ANN, input: anInputId(1), channel: AUDIT, command: 'rotate' } as const

export function askerOf(person: PersonId, input: string) {
  return { ...asker, person, input: InputId.parse(input) }
}

/** What is sent: of a request only what is wanted of the key. */
function wantedOf({ operation, periodDays }: Wanted) {
  return periodDays === undefined ? operation : `${operation}, every ${periodDays} days`
}

function shown({ request, newest, replaces }: CardState): string {
  const what = `${request.state} v${request.version}, newest ${newest?.entry.kind}`
  return replaces ? `${what}, in the place of a lost one` : what
}

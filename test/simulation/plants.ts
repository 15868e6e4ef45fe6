import { fail } from '../../src/core/calling.ts'
import { type GroupId, type PersonId, RequestId } from '../../src/core/ids.ts'
import type { Rotation } from '../../src/core/key.ts'
import { OPERATIONS } from '../../src/core/operations.ts'
import type { Transition } from '../../src/core/transition.ts'
import type { Ledger } from '../../src/ports.ts'
import type { Database } from '../../src/store/database.ts'
import { ONCALL } from '../usecases/walk/cast.ts'
import type { Plant } from './plant.ts'

/** Bugs that would matter, as a bot that has them would behave. No line of the bot knows of them. */
export const PLANTS: Readonly<Record<string, Plant>> = {
  'a step is written without looking at the version': {
    database: (db) => rewriting(db, ' AND version = $5', ' AND $5 = $5'),
  },
  'a message is not looked for before it is posted again': {
    messenger: (real) => ({
      ...real,
      postCard: (card) => real.postCard(card, { look: false }),
      postLine: (line, card) => real.postLine(line, card, { look: false }),
    }),
  },
  'the mark is written only after the call': {
    ledger: (real) => {
      const held: Transition[] = []
      return commits(real, async (transitions, commit) => {
        if (transitions[0]?.entry.kind === 'calling') return void held.push(...transitions)
        return commit(...held.splice(0), ...transitions)
      })
    },
  },
  'whoever slept after the mark sends all the same': {
    ledger: (real, { clock }) =>
      commits(real, async (transitions, commit) => {
        const { now } = clock
        await commit(...transitions)
        const to = transitions[0]?.to
        if (to?.state !== 'calling') return
        // What looks at the clock next sees the time of the mark.
        clock.now = () => {
          clock.now = now
          return new Date(to.calledAt)
        }
      }),
  },
  'a call whose answer was lost is sent again': {
    handlers: (real, { store, ciphertrust }) => ({
      ...real,
      async request(id, tries) {
        const request = await store.requests.request(RequestId.parse(id))
        if (request?.state === 'unconfirmed')
          await ciphertrust.send(request, request.key.id).catch(() => null)
        return real.request(id, tries)
      },
    }),
  },
  'whoever has left an approving group still counts': {
    people: (real) => {
      const remembered = new Map<GroupId, readonly PersonId[]>()
      return {
        ...real,
        async members(group) {
          const members = remembered.get(group) ?? (await real.members(group))
          remembered.set(group, members)
          return members
        },
      }
    },
  },
  'a refusal is said, but not recorded': {
    ledger: (real) => ({ ...real, refuse: () => Promise.resolve() }),
  },
  'what was under way is forgotten at a start': { rebuilds: false },
  'an input counts as answered before it is': {
    inputs: (real) => ({
      ...real,
      async unanswered(id) {
        const input = await real.unanswered(id)
        if (input) await real.answered(id)
        return input
      },
    }),
  },
  '“off” is believed before the ten minutes are over': {
    ledger: (real) =>
      commits(real, (transitions, commit) =>
        commit(
          ...transitions.map((transition) => {
            const { from, to, entry } = transition
            const off = entry.kind === 'read_again' && entry.flag?.on === !OPERATIONS[to.operation].flag
            return off && from?.state === 'unconfirmed'
              ? fail(from, { ...from.fault, outcome: 'not_done' }, new Date(entry.at))
              : transition
          }),
        ),
      ),
  },
  'an answer is shown as done without reading the key back': {
    ciphertrust: (real) => {
      const answered = new Map<string, Rotation>()
      return {
        ...real,
        async send(wanted, id) {
          const sent = await real.send(wanted, id)
          answered.set(id, sent.rotation)
          return sent
        },
        readRotation: async (id) => answered.get(id) ?? real.readRotation(id),
      }
    },
  },
  'a request expires without an entry': {
    ledger: (real, { db }) =>
      commits(real, async (transitions, commit) => {
        const [expiring] = transitions
        if (expiring?.entry.kind !== 'expired') return commit(...transitions)
        const { to } = expiring
        await db.transaction((sql) =>
          sql(
            'UPDATE requests SET version = $1, state = $2, body = $3 WHERE id = $4',
            ...[to.version, to.state, JSON.stringify(to), to.id],
          ),
        )
      }),
  },
  'an approval that waits never goes stale': {
    ledger: (real) =>
      commits(real, (transitions, commit) =>
        commit(
          ...transitions.map((transition) => {
            const { to, entry } = transition
            return entry.kind === 'approved' && to.state === 'approved'
              ? { ...transition, to: { ...to, approvedAt: to.approvedAt + 86_400_000 } }
              : transition
          }),
        ),
      ),
  },
  'a key is free again while a call may still reach it': {
    ledger: (real) =>
      commits(real, (transitions, commit) =>
        commit(
          ...transitions.map((transition) => {
            const { to } = transition
            if (to.state !== 'succeeded' && to.state !== 'failed') return transition
            const { calledAt: _, ...forgetful } = to
            return { ...transition, to: forgetful }
          }),
        ),
      ),
  },
  'a call does not wait for its card': {
    database: (db) =>
      rewriting(
        db,
        'channel, ts FROM cards WHERE id = $1 AND ts IS NOT NULL AND',
        `channel, ts FROM (
        SELECT id, channel, COALESCE(ts, '1.000000') AS ts, given_up FROM cards) WHERE id = $1 AND`,
      ),
  },
  'whoever has left the group that may ask still may': {
    people: (real) => {
      const asking = new Set<PersonId>()
      return {
        ...real,
        async members(group) {
          const members = await real.members(group)
          if (group !== ONCALL) return members
          for (const person of members) asking.add(person)
          return [...asking]
        },
      }
    },
  },
  'an anchor is not looked for before it is posted again': {
    postAnchor: (real) => (anchor, options) => real(anchor, { ...options, look: false }),
  },
  'an anchor is chosen anew at each try': {
    anchors: (real, { db }) => ({
      ...real,
      async owed(channel) {
        await db.transaction((sql) => sql('DELETE FROM anchors WHERE ended_at IS NULL'))
        return real.owed(channel)
      },
    }),
  },
  'an anchor names the entry before its own': {
    postAnchor: (real) => (anchor, options) => real({ ...anchor, seq: anchor.seq - 1 }, options),
  },
  'an anchor that came to nothing is not tried again': {
    anchors: (real) => ({
      ...real,
      async owed(channel) {
        const owed = await real.owed(channel)
        return owed && owed.tries > 0 ? null : owed
      },
    }),
  },
}

type Commit = Ledger['commit']

function commits(
  real: Ledger,
  instead: (transitions: readonly Transition[], commit: Commit) => Promise<void>,
): Ledger {
  return { ...real, commit: (...transitions) => instead(transitions, real.commit) }
}

function rewriting(db: Database, from: string, to: string): Database {
  return {
    ...db,
    transaction: (work) =>
      db.transaction((sql) => work((text, ...params) => sql(text.replace(from, to), ...params))),
  }
}

import { createHash } from 'node:crypto'
import type { CommandDeps } from '../../../src/commands/command.ts'
import { ChannelId, MessageTs } from '../../../src/core/ids.ts'
import type { Wanted } from '../../../src/core/operations.ts'
import type { CipherTrust, Messenger, People } from '../../../src/ports.ts'
import type { MemoryStore } from '../../memory-store.ts'
import { keyOf, oneIdOf, PEOPLE } from './cast.ts'
import type { World } from './world.ts'

const CARD = { channel: ChannelId.parse('C0AUDIT'), ts: MessageTs.parse('1772442000.000100') }

/** The bot's surroundings, always at work. `sending` is asked before a call is taken. */
export function depsOf(
  world: World,
  { store }: MemoryStore,
  sending: (key: number, wanted: Wanted) => void,
): CommandDeps & { readonly owner: string } {
  let ids = 0
  return {
    now: () => new Date(world.now),
    sleep: async (ms) => {
      world.now += ms
    },
    newId: () =>
      Uint8Array.from({ length: 8 }, (_, place) => (place === 0 ? ++ids : ids >> (5 * place)) & 31),
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
    get policy() {
      return world.read
    },
    owner: 'bot',
    ciphertrust: ciphertrust(world, sending),
    people: people(world),
    messenger,
    ledger: store.ledger,
    reads: { ...store.requests, cardOf: async () => CARD },
  }
}

function ciphertrust(world: World, sending: (key: number, wanted: Wanted) => void): CipherTrust {
  return {
    find: async (reference) => [world.shown(keyOf(reference.by === 'uuid' ? reference.id : ''))],
    read: async (id) => world.shown(keyOf(id)),
    readRotation: async (id) => world.rotation(keyOf(id)),
    aliases: async () => [],
    list: async () => ({ keys: [], cut: false }),
    prepare: async () => 'account-1',
    reportsPeriods: async (key) => world.reports[keyOf(key.id)] ?? null,
    async send({ operation, periodDays }, id) {
      const wanted = { operation, ...(periodDays === undefined ? {} : { periodDays }) }
      sending(keyOf(id), wanted)
      world.post(keyOf(id), wanted)
      return { rotation: world.rotation(keyOf(id)), status: 200 }
    },
  }
}

function people(world: World): People {
  return {
    async identify(id) {
      const person = oneIdOf(id)
      if (world.silent.has(person)) return { ok: false, person, refusal: 'identity_unknown' }
      if (world.deactivated.has(person)) return { ok: false, person, refusal: 'deactivated' }
      return { ok: true, person, name: person }
    },
    async members(group) {
      if (world.silent.has(group)) throw new Error('slack does not say')
      return PEOPLE.filter((person) => world.groups.get(group)?.has(person))
    },
  }
}

const unexpected = () => Promise.reject(new Error('nothing is told here'))

const messenger: Messenger = {
  usable: async () => true,
  postCard: unexpected,
  redrawCard: unexpected,
  postLine: unexpected,
  tellRequester: unexpected,
  postOutcome: unexpected,
  answer: unexpected,
}

import type { CommandDeps } from '../../src/commands/command.ts'
import type { CommandLine } from '../../src/commands/dispatch.ts'
import type { RefusedInput } from '../../src/core/entry.ts'
import type { PersonId } from '../../src/core/ids.ts'
import { ANN, AUDIT, anInputId, policy, T0 } from '../builders.ts'

/** A bot whose every door is shut: a call that a test does not open ends it. Refusals are noted. */
export function closedDeps(open: Partial<CommandDeps> = {}) {
  const refusals: { readonly by: PersonId; readonly refused: RefusedInput }[] = []
  const deps: CommandDeps = {
    now: () => T0,
    sleep: shut('sleep'),
    newId: () => new Uint8Array(8).fill(1),
    sha256: () => 'a'.repeat(64),
    policy,
    ciphertrust: {
      find: shut('find'),
      list: shut('list'),
      read: shut('read'),
      readRotation: shut('readRotation'),
      aliases: shut('aliases'),
      prepare: shut('prepare'),
      reportsPeriods: shut('reportsPeriods'),
      send: shut('send'),
    },
    people: {
      identify: async (person) => ({ ok: true, person, name: 'ann' }),
      members: shut('members'),
    },
    messenger: {
      usable: shut('usable'),
      postCard: shut('postCard'),
      redrawCard: shut('redrawCard'),
      postLine: shut('postLine'),
      tellRequester: shut('tellRequester'),
      postOutcome: shut('postOutcome'),
      answer: shut('answer'),
    },
    ledger: {
      commit: shut('commit'),
      refuse: async (by, refused) => void refusals.push({ by, refused }),
      flushRefusals: shut('flushRefusals'),
      note: shut('note'),
    },
    reads: {
      requestOfInput: async () => null,
      lastRequestOn: async () => null,
      openRequestOn: async () => null,
      request: async () => null,
      cardOf: async () => null,
      requests: async () => [],
      history: async () => [],
    },
    ...open,
  }
  return { deps, refusals }
}

export function typed(text: string, by = ANN): CommandLine {
  return { id: anInputId(1), by, channel: AUDIT, text }
}

function shut(name: string): () => Promise<never> {
  return () => Promise.reject(new Error(`this test did not expect that call: ${name}`))
}

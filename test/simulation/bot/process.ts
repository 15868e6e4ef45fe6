import { createHash } from 'node:crypto'
import type { CommandDeps } from '../../../src/commands/command.ts'
import { InputId, PersonId, RequestId } from '../../../src/core/ids.ts'
import { type Handlers, startJobs } from '../../../src/jobs/loop.ts'
import { type Log, MessengerFault } from '../../../src/ports.ts'
import { answerInput } from '../../../src/slack/listeners/answer-input.ts'
import type { Database } from '../../../src/store/database.ts'
import { openStore, type Store } from '../../../src/store/open-store.ts'
import { advance } from '../../../src/usecases/advance.ts'
import { anchorTheLog } from '../../../src/usecases/anchor-the-log.ts'
import { deliver } from '../../../src/usecases/deliver.ts'
import { printEntries } from '../../../src/usecases/print-entries.ts'
import { rememberNames } from '../../../src/usecases/remember-names.ts'
import type { Plant } from '../plant.ts'
import type { Tools } from '../tools.ts'
import type { Slack } from '../world/slack.ts'
import type { Personnel } from '../world/staff.ts'
import { type CipherTrustWorld, createCipherTrustPort } from './ciphertrust.ts'
import type { Gates } from './gates.ts'
import type { Life } from './life.ts'
import { createMessengerPort } from './messenger.ts'
import { mortal } from './mortal-database.ts'
import { named } from './named-steps.ts'
import type { Network } from './network.ts'
import { createPeoplePort } from './people.ts'

/** All that a life of the bot finds when it begins. */
export interface Outside {
  readonly db: Database
  /** Called with each statement that a life runs. */
  readonly touched: (text: string) => void
  readonly gates: Gates
  readonly network: Network
  readonly ciphertrust: CipherTrustWorld
  readonly slack: Slack
  /** The hashes of the anchors that were told where the process is watched. */
  readonly announced: Set<string>
  readonly staff: Personnel
  readonly plant: Plant
}

export type Deps = CommandDeps & { readonly owner: string }
export const silent: Log = { debug() {}, info() {}, warn() {}, error() {} }

/** One life of the bot: the real parts, put together as app.ts does, between ports that may fail and a store that stays. */
export function createProcess(tools: Tools, outside: Outside, life: Life) {
  const { dice, timeline } = tools
  const { gates, network, plant } = outside
  const hears = { written: () => {} }
  const below = plant.database?.(outside.db) ?? outside.db
  const store = whole(
    openStore(mortal(below, life, gates, outside.touched), () => hears.written()),
    life,
  )
  const clock = { now: () => new Date(timeline.now) }
  const now = () => clock.now()
  const bot = {
    db: outside.db,
    clock,
    store,
    ciphertrust: createCipherTrustPort(tools, outside.ciphertrust, life),
  }
  const instead = <Part>(real: Part, planted?: (real: Part, at: typeof bot) => Part) =>
    planted ? planted(real, bot) : real
  const inputs = instead(store.inputs, plant.inputs)
  const anchors = instead(store.anchors, plant.anchors)
  const { postAnchor, ...messenger } = createMessengerPort(tools, outside.slack, network, life)
  const people = createPeoplePort(tools, outside, network, life)
  const deps: Deps = {
    now,
    sleep: (ms) => new Promise((resolve) => gates.wake(life, timeline.now + ms, resolve)),
    newId: () => Uint8Array.from({ length: 8 }, () => dice.of('ids').between(0, 255)),
    sha256: (text) => createHash('sha256').update(text, 'utf8').digest('hex'),
    policy: life.policy,
    owner: life.owner,
    ciphertrust: instead(bot.ciphertrust, plant.ciphertrust),
    people: instead(rememberNames(people, { now, names: store.names, log: silent }), plant.people),
    messenger: instead(messenger, plant.messenger),
    ledger: instead(store.ledger, plant.ledger),
    reads: store.requests,
  }
  const handlers: Handlers = {
    input: (id, tries) => answerInput({ deps, inputs, log: silent }, InputId.parse(id), tries),
    request: (id) => advance(deps, RequestId.parse(id)),
    card: (id) => deliver({ ...deps, deliveries: store.deliveries }, RequestId.parse(id)),
    print: () => printEntries(store, () => {}),
    refusals: (id) => deps.ledger.flushRefusals(PersonId.parse(id)),
    anchor: () =>
      anchorTheLog({
        ...{ ...deps, anchors, postAnchor: instead(postAnchor, plant.postAnchor), log: silent },
        announce: ({ hash }) => void outside.announced.add(hash),
      }),
  }

  return {
    ...{ deps, inputs },
    /** Settles what the last life left, then takes up jobs, in the order of a start. */
    async start(): Promise<ReturnType<typeof startJobs>> {
      await store.fileEntries()
      const at = now().toISOString()
      await deps.ledger.note({ v: 1, kind: 'started', at, version: '0.0.0' })
      const hash = deps.sha256(JSON.stringify(life.policy))
      await store.policyHash.set(hash)
      await deps.ledger.note({ v: 1, kind: 'policy_loaded', at, hash })
      await store.meetBot('B1')
      if (plant.rebuilds !== false) await store.rebuildJobs()
      const jobs = startJobs({
        ...{ jobs: store.jobs, owner: deps.owner, now, uptime: () => timeline.now },
        onError: (error) => broke(error),
        handlers: instead(handlers, plant.handlers),
      })
      hears.written = jobs.nudge
      return jobs
    },
  }

  /** Slack that does not answer is tried again; anything else that is thrown is a mistake in the bot. */
  function broke(error: unknown): void {
    if (error instanceof MessengerFault || isSilence(error)) return
    tools.wrong(`the bot broke: ${error instanceof Error ? error.message : String(error)}`)
  }
}
export type Process = ReturnType<typeof createProcess>

function isSilence(error: unknown): boolean {
  return error instanceof Error && error.message === 'slack does not say'
}

function whole(store: Store, life: Life): Store {
  return {
    ...named('store', store, life),
    ledger: named('ledger', store.ledger, life),
    requests: named('requests', store.requests, life),
    deliveries: named('deliveries', store.deliveries, life),
    anchors: named('anchors', store.anchors, life),
    names: named('names', store.names, life),
    inputs: named('inputs', store.inputs, life),
    jobs: named('jobs', store.jobs, life),
    policyHash: named('policyHash', store.policyHash, life),
  }
}

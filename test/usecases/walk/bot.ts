import { createHash } from 'node:crypto'
import type { CommandDeps } from '../../../src/commands/command.ts'
import { PersonId, RequestId } from '../../../src/core/ids.ts'
import type { Policy } from '../../../src/core/policy.ts'
import { type Deps, type Job, MessengerFault } from '../../../src/ports.ts'
import { advance } from '../../../src/usecases/advance.ts'
import { type Deliveries, deliver } from '../../../src/usecases/deliver.ts'
import { openMemory } from '../../memory-store.ts'
import { type Activity, type Doing, Killed, type Life } from './activity.ts'
import { must } from './book.ts'
import { createModel } from './model.ts'
import { type Call, cipherTrust, messenger, people } from './ports.ts'
import type { World } from './world.ts'

/** Called before and after every call of a port: what else happens then happens in it. */
type Meanwhile = (when: 'before' | 'after', what: 'call' | 'commit') => Promise<void>

export interface Subject {
  readonly does: Doing
  readonly person?: PersonId
  readonly target?: RequestId
  readonly key?: number
}

type BotDeps = CommandDeps & Deps & { readonly deliveries: Deliveries; readonly owner: string }

/** As often as a bot that has come to rest is never woken. */
const MOST_JOBS = 400
const LEASE_MS = 180_000

/** The bot without its edges: the real use cases over the real store, as lives that end and begin again. */
export function createBot(world: World, policy: Policy, meanwhile: Meanwhile) {
  const memory = openMemory(':memory:', () => new Date(world.now))
  const { store, rows } = memory
  const model = createModel(world, memory)
  const lives: Life[] = [{ name: 'bot-1', policy, dead: false }]
  const underWay: Activity[] = []
  /** Requests whose job took longer than its lease: another may have done the same meanwhile. */
  const overslept = new Set<RequestId>()
  let ids = 0

  function life(): Life {
    const now = lives.at(-1)
    if (!now) throw new Error('there is no life')
    return now
  }

  /** Does something for a person or a job. Everything it reaches of the world, and all it writes, is seen. */
  async function act<T>(subject: Subject, work: (deps: BotDeps) => Promise<T>) {
    const activity: Activity = {
      ...subject,
      ...{ life: life(), began: world.now, since: world.pasts.length - 1, heard: [], disturbed: false },
    }
    underWay.push(activity)
    try {
      return { activity, result: await work(depsOf(activity)) }
    } finally {
      if (world.now - activity.began > LEASE_MS && subject.target) overslept.add(subject.target)
      underWay.splice(underWay.indexOf(activity), 1)
    }
  }

  function depsOf(activity: Activity): BotDeps {
    const alive = () => {
      if (activity.life.dead) throw new Killed()
    }
    const seen = async <T>(what: 'call' | 'commit', answer: () => T | Promise<T>): Promise<T> => {
      alive()
      await meanwhile('before', what)
      alive()
      const result = await answer()
      if (what === 'commit') await model.observe(activity)
      await meanwhile('after', what)
      alive()
      return result
    }
    const call: Call = (answer) => seen('call', answer)
    const written: Call = (write) => seen('commit', write)
    const { ledger, deliveries: to } = store
    return {
      now: () => new Date(world.now),
      sleep: (ms) =>
        call(() => {
          world.now += ms
        }),
      newId: () => idBytes(++ids),
      sha256: (text) => createHash('sha256').update(text).digest('hex'),
      policy: activity.life.policy,
      owner: activity.life.name,
      ciphertrust: cipherTrust(world, activity, call, (key) => model.sending(activity, key)),
      people: people(world, call),
      messenger: messenger(world, activity, call),
      ledger: {
        commit: (...transitions) => written(() => ledger.commit(...transitions)),
        refuse: (by, refused, reply) => written(() => ledger.refuse(by, refused, reply)),
        flushRefusals: (by) => written(() => ledger.flushRefusals(by)),
        note: (entry) => written(() => ledger.note(entry)),
      },
      reads: store.requests,
      deliveries: {
        delivery: (id) => call(() => to.delivery(id)),
        tryingCard: (id) => call(() => to.tryingCard(id)),
        tryingMessage: (message) => call(() => to.tryingMessage(message)),
        cardPosted: (id, ts, version) => call(() => to.cardPosted(id, ts, version)),
        cardDrawn: (id, version) => call(() => to.cardDrawn(id, version)),
        cardLost: (id) => call(() => to.cardLost(id)),
        cardGivenUp: (id, slack) => written(() => to.cardGivenUp(id, slack)),
        messageGivenUp: (message, where, slack) => written(() => to.messageGivenUp(message, where, slack)),
        messagePosted: (message, ts) => call(() => to.messagePosted(message, ts)),
      },
    }
  }

  async function run({ subject, tries }: Job): Promise<number | null> {
    const [kind, id = ''] = subject.split(':')
    if (kind === 'anchor') return null
    if (kind === 'refusals') return store.ledger.flushRefusals(PersonId.parse(id))
    const target = RequestId.parse(id)
    const handle = kind === 'card' ? deliver : advance
    try {
      return (
        await act({ does: `${kind === 'card' ? 'card' : 'request'} job`, target }, (deps) =>
          handle(deps, target),
        )
      ).result
    } catch (error) {
      if (!(error instanceof MessengerFault)) throw error
      return world.now + Math.min(60, 2 ** Math.min(tries, 6)) * 1_000
    }
  }

  /** Does all that is due now, as the loop of the process would. */
  async function jobs(): Promise<void> {
    const own = life()
    for (let turn = 0; !own.dead; turn++) {
      must(turn < MOST_JOBS, 'the jobs never come to rest')
      const job = await store.jobs.claim(own.name, LEASE_MS)
      if (!job) return
      await store.jobs.finish(job, await run(job))
    }
  }

  return {
    ...{ store, rows, model, life, act, jobs, underWay, overslept },
    /** When something is due next, or null. */
    async due(): Promise<number | null> {
      const [row] = await rows('SELECT min(max(due, coalesce(leased_until, 0))) AS due FROM jobs')
      return typeof row?.due === 'number' ? row.due : null
    },
    /** The process ends wherever it is, and another begins. */
    async restart(next: Policy = life().policy): Promise<void> {
      life().dead = true
      lives.push({ name: `bot-${lives.length + 1}`, policy: next, dead: false })
      await store.rebuildJobs()
    },
    close: () => store.close(),
  }
}
export type Bot = ReturnType<typeof createBot>

/** Five bits of each byte become a letter of a request's id. */
function idBytes(n: number): Uint8Array {
  return Uint8Array.from({ length: 8 }, (_, place) => (n >> (5 * (place % 6))) & 31)
}

import { KeyId, type PersonId, type RequestId } from '../../../src/core/ids.ts'
import type { Key } from '../../../src/core/key.ts'
import { aKey, T0 } from '../../builders.ts'
import { ANN, KIM, ONCALL, SAM, SECURITY } from './cast.ts'

/** A key as AWS has it. Whoever compares two of these compares all there is to know about a key here. */
export interface Look {
  readonly alias: number
  readonly enabled: boolean
  readonly gone: boolean
  readonly hidden: boolean
  readonly on: boolean
}

export function sameLook(one: Look | undefined, other: Look | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

/** What Slack says of people, and to whom. */
export interface Slack {
  readonly members: Readonly<Record<string, readonly PersonId[]>>
  readonly deactivated: readonly PersonId[]
  readonly silent: boolean
}

/** Something that happens, or happened, to a key. A call that is still on its way lies in the future. */
interface Event {
  readonly at: number
  readonly key: number
  readonly set: Partial<Look>
  readonly by: RequestId | 'others'
}

export const SEND_FAULTS = [
  'not_done',
  'not_sent',
  'lost_before',
  'lost_after',
  'lost_late',
  'says_off',
  'says_off_but_did',
] as const
export interface SendFault {
  readonly kind: (typeof SEND_FAULTS)[number]
  readonly thenDown: boolean
}

export const POST_FAULTS = ['lost_before', 'lost_after', 'rate_limited', 'refused'] as const
export type PostFault = (typeof POST_FAULTS)[number]

export interface Posted {
  readonly ts: string
  /** A card by its request, anything else by its entry and what it is. */
  readonly name: string
  readonly thread: string | null
  deleted: boolean
  version: number
}

const AT_FIRST: Look = { alias: 0, enabled: true, gone: false, hidden: false, on: false }
export const KEYS = 2
const ARNS = ['7c1d7f0a-5f3c-4a2e-8d51-0f2f6b3a9c71', '7c1d7f0a-5f3c-4a2e-8d51-0f2f6b3a9c72']

/** What goes on being so until it is changed. */
export interface Knobs {
  /** CipherTrust cannot be reached. */
  readonly down: boolean
  /** Its copy is this far behind AWS, in milliseconds. */
  readonly lag: number
  readonly postsDown: boolean
  readonly channelUsable: boolean
}

/** What the next call of a kind runs into. */
export interface Faults {
  readonly send: SendFault
  readonly read: 'broken'
  readonly token: 'refused'
  readonly post: PostFault
}

/** All that is outside the bot and true, whoever knows of it: keys, people, messages, and the time. */
export function createWorld() {
  const events: Event[] = []
  const pasts: Slack[] = [
    { members: { [ONCALL]: [ANN, SAM], [SECURITY]: [SAM, KIM] }, deactivated: [], silent: false },
  ]
  const posted: Posted[] = []
  const faults: Partial<Faults>[] = []
  const knobs: Knobs = { down: false, lag: 0, postsDown: false, channelUsable: true }
  const world = {
    ...{ pasts, posted, knobs },
    /** Requests whose card Slack would not take, then or ever. */
    unseen: new Set<RequestId>(),
    now: T0.getTime(),
    turn(set: Partial<Knobs>): void {
      world.knobs = { ...world.knobs, ...set }
    },
    fault(of: Partial<Faults>): void {
      faults.push(of)
    },
    faulty: (kind: keyof Faults): boolean => faults.some((fault) => kind in fault),
    /** The fault that a call of this kind runs into, if there is one; it is used up. */
    take<Kind extends keyof Faults>(kind: Kind): Faults[Kind] | undefined {
      const at = faults.findIndex((fault) => kind in fault)
      return at < 0 ? undefined : faults.splice(at, 1)[0]?.[kind]
    },
    /** Whatever was broken works again; what is so by somebody's will stays so. */
    heal(): void {
      faults.splice(0)
      world.knobs = { down: false, lag: 0, postsDown: false, channelUsable: true }
      world.changeSlack({ silent: false })
    },
    slack: (): Slack => pasts.at(-1) ?? { members: {}, deactivated: [], silent: true },
    changeSlack(change: Partial<Slack>): void {
      pasts.push({ ...world.slack(), ...change })
    },
    change(key: number, set: Partial<Look>, how: { at?: number; by?: RequestId } = {}): void {
      events.push({ key, set, at: how.at ?? world.now, by: how.by ?? 'others' })
      events.sort((a, b) => a.at - b.at)
    },
    keyAt: (key: number, at: number): Look =>
      Object.assign(
        {},
        AT_FIRST,
        ...events.filter((event) => event.key === key && event.at <= at).map(setOf),
      ),
    inAws: (key: number): Look => world.keyAt(key, world.now),
    inCopy: (key: number): Look => world.keyAt(key, world.now - world.knobs.lag),
    /** Whether the key was on at any moment since then, or just before. */
    wasOn: (key: number, from: number): boolean =>
      world.keyAt(key, from - 1).on ||
      events.some((event) => event.key === key && event.set.on && event.at >= from && event.at <= world.now),
    /** What a request's own calls did, or will do once they arrive. */
    callsOf: (id: RequestId): readonly Event[] => events.filter(({ by }) => by === id),
    /** Whether somebody else switched the key off after that. */
    undone: (key: number, since: number): boolean =>
      events.some(
        ({ key: of, at, set, by }) => of === key && by === 'others' && at >= since && set.on === false,
      ),
  }
  return world
}
export type World = ReturnType<typeof createWorld>

function setOf({ set }: Event): Partial<Look> {
  return set
}

export function keyIdOf(key: number): KeyId {
  return KeyId.parse(`2f3b9c1e-0d5f-4a43-9a64-6a2f0c6f1b0${key}`)
}

export function keyOf(id: string): number {
  return Number(id.at(-1))
}

export function shown(key: number, look: Look): Key {
  const awsKeyId = ARNS[key] ?? ''
  return aKey({
    ...{ id: keyIdOf(key), awsKeyId, arn: `arn:aws:kms:eu-west-1:123456789012:key/${awsKeyId}` },
    ...{ aliases: [`alias/key-${key}-${look.alias}`], state: look.enabled ? 'Enabled' : 'Disabled' },
    ...{ gone: look.gone, rotation: { on: look.on } },
  })
}

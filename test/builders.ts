import { createHash } from 'node:crypto'
import { type Asking, approveByPolicy, ask } from '../src/core/asking.ts'
import * as calling from '../src/core/calling.ts'
import { type Actor, decide, type Ruling } from '../src/core/deciding.ts'
import type { Fault } from '../src/core/fault.ts'
import {
  ChannelId,
  GroupId,
  InputId,
  KeyId,
  MessageTs,
  OsUser,
  PersonId,
  type RequestId,
  requestIdFrom,
} from '../src/core/ids.ts'
import type { Key, Rotation } from '../src/core/key.ts'
import { Policy } from '../src/core/policy.ts'
import type { Request, RequestIn, State } from '../src/core/request.ts'
import { type Rule, ruleFor } from '../src/core/rules.ts'
import * as settling from '../src/core/settling.ts'
import type { Standings } from '../src/core/standing.ts'
import type { Transition } from '../src/core/transition.ts'

export const T0 = new Date('2026-03-02T09:00:00.000Z')

export function later(seconds: number, from = T0): Date {
  return new Date(from.getTime() + seconds * 1_000)
}

export const ANN = PersonId.parse('U0ANN')
export const BOB = PersonId.parse('U0BOB')
export const SAM = PersonId.parse('U0SAM')
export const KIM = PersonId.parse('U0KIM')
/** Somebody at the command line. */
export const SHELL = OsUser.parse('os:anna')
export const ONCALL = GroupId.parse('S0ONCALL')
export const SECURITY = GroupId.parse('S0SECURITY')
export const AUDIT = ChannelId.parse('C0AUDIT')
export const CARD_TS = MessageTs.parse('1772442000.000100')
export const OFF: Rotation = { on: false }
export const ON: Rotation = { on: true, periodDays: 365 }
export const UNREACHABLE: Fault = { kind: 'unreachable', outcome: 'not_sent' }
export const HUNG_UP: Fault = { kind: 'hung_up', outcome: 'unknown' }
export const REJECTED: Fault = { kind: 'rejected', outcome: 'not_done', status: 400 }

export const policy: Policy = Policy.parse({ channel: AUDIT, requesters: [ANN, BOB], approvals: 0 })
/** A second person decides: Sam or Kim; Bob may withdraw for others. */
export const twoPersons: Policy = { ...policy, approvals: 1, approvers: [SAM, KIM], admins: [BOB] }

const NOBODY: Standings = { requesters: null, approvers: null, admins: null }

/** Somebody before a request that one approval is enough for. */
export function anActor(
  person: PersonId,
  standings: Partial<Standings> = {},
  facts: Partial<Pick<Actor, 'rule' | 'counting'>> = {},
): Actor {
  return { person, standings: { ...NOBODY, ...standings }, rule: ONE_APPROVAL, counting: [], ...facts }
}

/** An enabled, symmetric, customer managed key that does not rotate: nothing stands against switching it on. */
export function aKey(changes: Partial<Key> = {}): Key {
  return {
    id: KeyId.parse('2f3b9c1e-0d5f-4a43-9a64-6a2f0c6f1b01'),
    arn: 'arn:aws:kms:eu-west-1:123456789012:key/7c1d7f0a-5f3c-4a2e-8d51-0f2f6b3a9c77',
    awsKeyId: '7c1d7f0a-5f3c-4a2e-8d51-0f2f6b3a9c77',
    account: '123456789012',
    region: 'eu-west-1',
    kms: { id: '0a1b2c3d-1111-4222-8333-444455556666', name: 'prod' },
    aliases: ['alias/payments', 'alias/billing'],
    tags: [{ key: 'env', value: 'prod' }],
    state: 'Enabled',
    origin: 'AWS_KMS',
    spec: 'SYMMETRIC_DEFAULT',
    usage: 'ENCRYPT_DECRYPT',
    manager: 'CUSTOMER',
    multiRegion: 'no',
    gone: false,
    rotation: OFF,
    syncedAt: '2026-03-02T08:55:00Z',
    ...changes,
  }
}

export function aRequestId(n: number): RequestId {
  return requestIdFrom(new Uint8Array(8).fill(n))
}

export function anInputId(n: number): InputId {
  return InputId.parse(`command:${n}`)
}

/** What `policy` says of any key. */
export const NO_APPROVAL: Rule = ruleFor(policy, { operation: 'enable-auto-rotation' }, aKey())

export function anAsking(changes: Partial<Asking> = {}): Asking {
  const asking: Asking = {
    id: aRequestId(1),
    operation: 'enable-auto-rotation',
    key: aKey(),
    snapshotHash: 'a'.repeat(64),
    requester: ANN,
    reason: 'CHG-4711',
    inputId: anInputId(1),
    askedIn: ChannelId.parse('C0ONCALL'),
    rule: NO_APPROVAL,
    ...changes,
  }
  return { ...asking, ...(asking.reason ? { reasonHash: sha256(asking.reason) } : {}) }
}

/** As the log keeps what somebody wrote. */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}

/** The request as one in this state; a test that is wrong about the state fails here. */
export function as<S extends State>(request: Request, state: S): RequestIn<S> {
  if (isIn(request, state)) return request
  throw new Error(`the request is ${request.state}, not ${state}`)
}

function isIn<S extends State>(request: Request, state: S): request is RequestIn<S> {
  return request.state === state
}

export function last(path: readonly Transition[]): Request {
  const transition = path.at(-1)
  if (!transition) throw new Error('the path is empty')
  return transition.to
}

type Path = (changes?: Partial<Asking>) => readonly Transition[]
type Reached = 'requested' | 'approved' | 'executing' | 'calling' | 'unconfirmed' | 'succeeded' | 'failed'

/** The transitions that lead to a state, from the asking on. One minute passes between asking and the mark. */
export const pathTo: Readonly<Record<Reached, Path>> = {
  requested: (changes) => [ask(anAsking(changes), T0)],
  approved: (changes) => {
    const asked = ask(anAsking(changes), T0)
    return [asked, approveByPolicy(asked.to, T0)]
  },
  executing: (changes) => {
    const path = pathTo.approved(changes)
    return [...path, calling.claim(as(last(path), 'approved'), 'bot-1', later(30))]
  },
  calling: (changes) => {
    const path = pathTo.executing(changes)
    return [...path, calling.mark(as(last(path), 'executing'), last(path).key, 'account-1', later(60))]
  },
  unconfirmed: (changes) => {
    const path = pathTo.calling(changes)
    return [...path, settling.lose(as(last(path), 'calling'), HUNG_UP, later(61))]
  },
  succeeded: (changes) => {
    const path = pathTo.calling(changes)
    return [
      ...path,
      calling.succeed(as(last(path), 'calling'), aKey({ rotation: ON }), later(62), { status: 200 }),
    ]
  },
  failed: (changes) => {
    const path = pathTo.calling(changes)
    return [...path, calling.fail(as(last(path), 'calling'), REJECTED, later(62))]
  },
}

/** What `twoPersons` says of any key. */
export const ONE_APPROVAL: Rule = ruleFor(twoPersons, { operation: 'enable-auto-rotation' }, aKey())

export const approver: Actor = anActor(SAM, { approvers: SAM })

/** A request that waits for a second person. */
export function waiting(changes?: Partial<Asking>): RequestIn<'requested'> {
  return a('requested', { rule: ONE_APPROVAL, ...changes })
}

/** One that Sam has approved. */
export function approvedBySam(changes?: Partial<Asking>): Transition {
  const comment = { comment: 'fine', commentHash: sha256('fine') }
  const decision = { verdict: 'approve', ...comment, input: anInputId(2) } as const
  return ruled(decide(waiting(changes), decision, approver, later(20)))
}

/** The step of a rule that said yes; a test that is wrong about the rule fails here. */
export function ruled(ruling: Ruling): Transition {
  if (ruling.ok) return ruling.transition
  throw new Error(`core refused it: ${ruling.refusal}`)
}

export function a<S extends Reached>(state: S, changes?: Partial<Asking>): RequestIn<S> {
  return as(last(pathTo[state](changes)), state)
}

/** An answer for tests that do not look at it. */
export const NO = { kind: 'refused', refusal: 'not_allowed' } as const

import { Fault, FaultKind } from '../../../src/core/fault.ts'
import { OsUser } from '../../../src/core/ids.ts'
import type { Key } from '../../../src/core/key.ts'
import { Refusal } from '../../../src/core/refusal.ts'
import type { Request, RequestIn, State } from '../../../src/core/request.ts'
import { changesBetween } from '../../../src/core/snapshot.ts'
import {
  ANN,
  a,
  aKey,
  anInputId,
  aRequestId,
  BOB,
  HUNG_UP,
  later,
  ON,
  SAM,
  UNREACHABLE,
  waiting,
} from '../../builders.ts'
import { approvedOnce, CROWD, TAGS, WHY, waitingForTwo } from './under-rules.ts'

/** Everything in a request that comes from outside. */
export interface Outside {
  readonly key: Key
  readonly reason: string
  readonly comment: string
  readonly typed: string
  /** What a rule of the policy is called, and why it refuses what it refuses. */
  readonly ruleName: string
  readonly denial: string
  /** What somebody at the command line is called. */
  readonly shell: OsUser
}

/** The texts of an ordinary day. */
export const ORDINARY: Outside = {
  key: aKey(),
  reason: 'CHG-4711',
  comment: 'not before the release',
  typed: 'roate',
  ruleName: 'ceremony keys',
  denial: WHY,
  shell: OsUser.parse('os:kim'),
}

const CODES: Readonly<Partial<Record<FaultKind, Partial<Fault>>>> = {
  login_refused: { status: 401 },
  unauthorized: { status: 401 },
  licence: { status: 403 },
  forbidden: { status: 403 },
  not_found: { status: 404 },
  rate_limited: { status: 429 },
  rejected: { status: 400, ciphertrustRequest: 'req-1' },
  aws: { status: 400, ciphertrustRequest: 'req-1', awsException: 'DisabledException' },
  server_error: { status: 500, ciphertrustRequest: 'req-1' },
  not_ciphertrust: { status: 502 },
}

/** Each kind with the codes that come with it, and one with all of them. */
export const FAULTS: readonly Fault[] = [
  ...FaultKind.options.map((kind) => Fault.parse({ kind, outcome: 'not_done', ...CODES[kind] })),
  { kind: 'aws', outcome: 'not_done', ...CODES.server_error, awsException: 'KMSInternalException' },
  ...(['unknown_ca', 'wrong_name', 'expired', 'client_refused', 'no_tls'] as const).map(
    (tls) => ({ kind: 'tls', outcome: 'not_done', tls }) as const,
  ),
]

/** A request in each state, and more than one where its words depend on more than the state. */
export function everyRequest(outside: Outside): readonly Request[] {
  return [
    ...withoutApproval(outside),
    ...approvedByPerson(outside),
    ...settledByPerson(outside),
    ...underQuorum(outside),
    ...everyWish(outside),
  ]
}

/** As they are under a policy that asks for none, and one that waits for an approval. */
function withoutApproval({ key, reason, comment, shell }: Outside): readonly Request[] {
  const changes = { key, reason }
  const asking = { ...waiting(changes), follows: aRequestId(3) }
  const { state: _, ...asked } = a('requested', changes)
  const ended = { ...asked, endedAt: later(90).getTime() }
  const approved = a('approved', changes)
  const unconfirmed = a('unconfirmed', changes)
  const succeeded = { ...a('succeeded', changes), after: { ...key, rotation: { ...key.rotation, ...ON } } }
  const failed = a('failed', changes)
  const by = { by: BOB, input: anInputId(3) }
  const successor = aRequestId(2)
  const states: { readonly [S in State]: readonly RequestIn<S>[] } = {
    requested: [a('requested', changes), waiting(changes), asking],
    approved: [
      approved,
      ...FAULTS.map((fault) => ({ ...approved, waiting: { fault, until: later(60).getTime() } })),
    ],
    executing: [a('executing', changes)],
    calling: [a('calling', changes)],
    unconfirmed: [unconfirmed, ...FAULTS.map((fault) => ({ ...unconfirmed, fault }))],
    succeeded: (['called', 'already_so', 'read_later'] as const).map((how) => ({ ...succeeded, how })),
    failed: FAULTS.map((fault) => ({ ...failed, fault })),
    denied: [
      { ...ended, ...by, rule: asking.rule, state: 'denied', comment },
      { ...ended, ...by, rule: asking.rule, state: 'denied' },
    ],
    expired: [
      { ...ended, state: 'expired' },
      { ...ended, rule: asking.rule, state: 'expired' },
      { ...ended, state: 'expired', fault: HUNG_UP },
      { ...ended, rule: asking.rule, state: 'expired', by: shell },
      { ...ended, state: 'expired', by: shell, comment },
    ],
    withdrawn: [
      { ...ended, ...by, by: ANN, rule: asking.rule, state: 'withdrawn' },
      { ...ended, ...by, state: 'withdrawn', comment },
    ],
    superseded: [
      { ...ended, state: 'superseded', changes: changesBetween(key, differing(key), TAGS), successor },
      {
        ...ended,
        state: 'superseded',
        changes: changesBetween(key, { ...key, state: 'x' }, TAGS),
        successor,
      },
    ],
    cancelled: Refusal.options.map((why) => ({ ...ended, state: 'cancelled', why })),
  }
  return Object.values(states).flat()
}

/** What Sam approved with a comment, in every state that comes after it. */
function approvedByPerson({ key, reason, comment }: Outside): readonly Request[] {
  const { rule } = waiting()
  const approvals = [{ by: SAM, at: later(20).getTime(), input: anInputId(2), comment }]
  const changes = { key, reason }
  const { state: _, ...asked } = a('requested', changes)
  const ended = { ...asked, endedAt: later(90).getTime() }
  const approved = a('approved', changes)
  const states: readonly Request[] = [
    approved,
    { ...approved, waiting: { fault: UNREACHABLE, until: later(60).getTime() } },
    a('executing', changes),
    a('calling', changes),
    a('unconfirmed', changes),
    { ...a('succeeded', changes), after: { ...key, rotation: ON } },
    a('failed', changes),
    { ...ended, state: 'expired' },
    { ...ended, state: 'expired', fault: UNREACHABLE },
    { ...ended, state: 'withdrawn', by: ANN, input: anInputId(3), comment },
    {
      ...ended,
      state: 'superseded',
      changes: changesBetween(key, differing(key), TAGS),
      successor: aRequestId(2),
    },
    { ...ended, state: 'cancelled', why: 'approval_void' },
  ]
  return states.map((request) => ({ ...request, rule, approvals }))
}

/** A person is asked, and has answered. */
function settledByPerson({ key, reason, comment, shell }: Outside): readonly Request[] {
  const changes = { key, reason }
  const by = { settledBy: SAM, input: anInputId(4) }
  const unconfirmed = a('unconfirmed', changes)
  return [
    ...FAULTS.map((fault) => ({ ...unconfirmed, fault, reads: 21, personAskedAt: later(1_800).getTime() })),
    { ...a('succeeded', changes), ...by, how: 'settled', after: { ...key, rotation: { on: true } } },
    ...FAULTS.map((fault) => ({ ...a('failed', changes), ...by, fault })),
    ...[{ settledBy: shell }, { settledBy: shell, comment }].flatMap((byHand): readonly Request[] => [
      { ...a('succeeded', changes), ...byHand, how: 'settled', after: { ...key, rotation: { on: true } } },
      { ...a('failed', changes), ...byHand, fault: HUNG_UP },
      { ...a('failed', { ...changes, periodDays: 180 }), ...byHand, fault: HUNG_UP },
    ]),
  ]
}

/** What takes two people, with the approval of one, and with more than anybody needs. */
function underQuorum({ key, reason, comment, ruleName }: Outside): readonly Request[] {
  const { state: _, ...asked } = approvedOnce({ key, reason })
  const [approval] = asked.approvals
  const approvals = CROWD.flatMap((by) => (approval ? [{ ...approval, by, comment }] : []))
  const ended = { ...asked, endedAt: later(90).getTime() }
  return [
    waitingForTwo({ key, reason }),
    approvedOnce({ key, reason }),
    { ...approvedOnce({ key, reason }), approvals },
    { ...a('approved', { key, reason }), rule: asked.rule, approvals },
    { ...ended, state: 'expired' },
    { ...ended, state: 'denied', by: BOB, input: anInputId(3), comment },
    { ...ended, state: 'cancelled', why: 'policy_denies' },
    { ...ended, approvals: [], rule: { name: ruleName, approvals: 3 }, state: 'expired' },
  ]
}

/** Everything else that can be asked for, in each state where its words differ. */
function everyWish({ key, reason }: Outside): readonly Request[] {
  const on = { key: { ...key, rotation: { ...key.rotation, on: true } }, reason }
  const off = { key: { ...key, rotation: { ...key.rotation, on: false } }, reason }
  const asked = { reads: 21, personAskedAt: later(1_800).getTime() }
  return [
    { ...on, operation: 'disable-auto-rotation' } as const,
    { ...on, periodDays: 180 },
    { ...off, periodDays: 180 },
  ].flatMap((wish): readonly Request[] => [
    waiting(wish),
    { ...a('unconfirmed', wish), ...asked },
    a('succeeded', wish),
    { ...a('failed', wish), settledBy: SAM, input: anInputId(4) },
  ])
}

/** The same key with every field of its snapshot changed. */
export function differing(key: Key): Key {
  const other = (text: string) => `${text}x`
  return {
    ...key,
    arn: other(key.arn),
    kms: { ...key.kms, id: other(key.kms.id) },
    aliases: [...key.aliases.map(other), 'alias/x'],
    state: other(key.state),
    origin: other(key.origin),
    spec: other(key.spec),
    usage: other(key.usage),
    manager: other(key.manager),
    multiRegion: 'replica',
    gone: !key.gone,
    rotation: { on: !key.rotation.on, periodDays: 90 },
    tags: key.tags.map((tag) => ({ key: tag.key, value: other(tag.value) })),
  }
}

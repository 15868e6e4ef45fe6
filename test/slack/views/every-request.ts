import type { Entry, RequestEntry } from '../../../src/core/entry.ts'
import { Fault, FaultKind } from '../../../src/core/fault.ts'
import type { Key } from '../../../src/core/key.ts'
import { Refusal } from '../../../src/core/refusal.ts'
import type { Request, RequestIn, State } from '../../../src/core/request.ts'
import { changesBetween } from '../../../src/core/snapshot.ts'
import { ANN, AUDIT, a, anInputId, aRequestId, BOB, HUNG_UP, later, ON, T0 } from '../../builders.ts'

/** Everything in a request that comes from outside. */
export interface Outside {
  readonly key: Key
  readonly reason: string
  readonly comment: string
  readonly typed: string
}

export const FAULTS: readonly Fault[] = FaultKind.options.map((kind) =>
  Fault.parse({
    kind,
    outcome: 'not_done',
    status: 500,
    ciphertrustRequest: 'req-1',
    awsException: 'KMSInternalException',
  }),
)

/** A request in each state, and more than one where its words depend on more than the state. */
export function everyRequest({ key, reason, comment }: Outside): readonly Request[] {
  const changes = { key, reason }
  const { state: _, ...asked } = a('requested', changes)
  const ended = { ...asked, endedAt: later(90).getTime() }
  const approved = a('approved', changes)
  const unconfirmed = a('unconfirmed', changes)
  const succeeded = { ...a('succeeded', changes), after: { ...key, rotation: { ...key.rotation, ...ON } } }
  const failed = a('failed', changes)
  const states: { readonly [S in State]: readonly RequestIn<S>[] } = {
    requested: [a('requested', changes)],
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
      { ...ended, state: 'denied', by: BOB, comment },
      { ...ended, state: 'denied', by: BOB },
    ],
    expired: [
      { ...ended, state: 'expired' },
      { ...ended, state: 'expired', fault: HUNG_UP },
    ],
    withdrawn: [{ ...ended, state: 'withdrawn', by: ANN }],
    superseded: [
      { ...ended, state: 'superseded', changes: changesBetween(key, differing(key)) },
      { ...ended, state: 'superseded', changes: [] },
    ],
    cancelled: Refusal.options.map((why) => ({ ...ended, state: 'cancelled', why })),
  }
  return Object.values(states).flat()
}

/** The same key with every field of its snapshot changed. */
function differing(key: Key): Key {
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
  }
}

const about = { v: 1, at: T0.toISOString(), request: aRequestId(1) } as const

type Kind = RequestEntry['kind']
type EntryOf<K extends Kind> = Extract<Entry, { kind: K }>

/** An entry of each kind, and more than one where its words depend on more than the kind. */
export function everyEntry({ key }: Outside): readonly RequestEntry[] {
  const kinds: { readonly [K in Kind]: readonly EntryOf<K>[] } = {
    asked: [0, 2].map((approvals) => ({
      ...about,
      kind: 'asked',
      by: ANN,
      operation: 'enable-auto-rotation',
      arn: key.arn,
      key: key.id,
      snapshot: 'a'.repeat(64),
      before: { on: false },
      rule: 'policy',
      approvals,
      input: anInputId(1),
      channel: AUDIT,
    })),
    approved: [{ ...about, kind: 'approved', by: 'policy', rule: 'policy' }],
    claimed: [{ ...about, kind: 'claimed', attempt: 1, owner: 'bot-1' }],
    released: [
      { ...about, kind: 'released' },
      ...FAULTS.map((fault) => ({ ...about, kind: 'released' as const, fault })),
    ],
    calling: [{ ...about, kind: 'calling', attempt: 1, before: { on: false }, account: 'a-1' }],
    not_sent: FAULTS.map((fault) => ({ ...about, kind: 'not_sent', fault })),
    succeeded: (['called', 'already_so', 'read_later'] as const).map((how) => ({
      ...about,
      kind: 'succeeded',
      how,
      before: { on: false },
      after: { on: true, periodDays: 365 },
    })),
    failed: FAULTS.map((fault) => ({ ...about, kind: 'failed', fault })),
    unconfirmed: FAULTS.map((fault) => ({ ...about, kind: 'unconfirmed', fault })),
    read_again: [
      { ...about, kind: 'read_again' },
      { ...about, kind: 'read_again', flag: { on: false } },
      { ...about, kind: 'read_again', fault: HUNG_UP },
    ],
    superseded: [
      { ...about, kind: 'superseded', changes: changesBetween(key, differing(key)) },
      { ...about, kind: 'superseded', changes: [] },
    ],
    cancelled: Refusal.options.map((why) => ({ ...about, kind: 'cancelled', why })),
    expired: [
      { ...about, kind: 'expired' },
      { ...about, kind: 'expired', fault: HUNG_UP },
    ],
  }
  return Object.values(kinds).flat()
}

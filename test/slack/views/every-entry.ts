import type { Entry, RequestEntry } from '../../../src/core/entry.ts'
import { Refusal } from '../../../src/core/refusal.ts'
import { changesBetween } from '../../../src/core/snapshot.ts'
import { ANN, AUDIT, anInputId, aRequestId, BOB, HUNG_UP, KIM, SAM, SECURITY, T0 } from '../../builders.ts'
import { differing, FAULTS, type Outside } from './every-request.ts'
import { CROWD, TAGS } from './under-rules.ts'

const about = { v: 1, at: T0.toISOString(), request: aRequestId(1) } as const

type Kind = RequestEntry['kind']
type EntryOf<K extends Kind> = Extract<Entry, { kind: K }>

/** An entry of each kind, and more than one where its words depend on more than the kind. */
export function everyEntry({ key, ruleName: rule, shell }: Outside): readonly RequestEntry[] {
  const bySam = { by: SAM, input: anInputId(4) }
  const successor = aRequestId(2)
  const flags = { before: { on: false }, after: { on: true, periodDays: 365 } }
  const kinds: { readonly [K in Kind]: readonly EntryOf<K>[] } = {
    asked: [{ approvals: 0 }, { approvals: 2 }, { approvals: 1, follows: aRequestId(3) }].map((more) => ({
      ...about,
      ...more,
      kind: 'asked',
      by: ANN,
      operation: 'enable-auto-rotation',
      arn: key.arn,
      key: key.id,
      snapshot: 'a'.repeat(64),
      before: { on: false },
      rule,
      input: anInputId(1),
      channel: AUDIT,
    })),
    approved: [
      { ...about, kind: 'approved', by: 'policy', rule: 'policy', needed: 0, given: 0 },
      { ...about, ...bySam, kind: 'approved', rule: 'policy', needed: 1, given: 1 },
      { ...about, ...bySam, kind: 'approved', rule, needed: 3, given: 1, void: [KIM] },
      { ...about, ...bySam, kind: 'approved', rule: 'policy', needed: 0, given: 3, void: CROWD },
    ],
    reminded: [[], [KIM, SECURITY], CROWD].map((of) => ({ ...about, kind: 'reminded', of })),
    denied: [{ ...about, kind: 'denied', by: SAM, input: anInputId(3) }],
    withdrawn: [ANN, BOB].map((by) => ({ ...about, kind: 'withdrawn', by, input: anInputId(3) })),
    claimed: [{ ...about, kind: 'claimed', attempt: 1, owner: 'bot-1' }],
    released: [
      { ...about, kind: 'released' },
      ...FAULTS.map((fault) => ({ ...about, kind: 'released' as const, fault })),
    ],
    calling: [{ ...about, kind: 'calling', attempt: 1, before: { on: false }, account: 'a-1' }],
    not_sent: FAULTS.map((fault) => ({ ...about, kind: 'not_sent', fault })),
    succeeded: [
      ...(['called', 'already_so', 'read_later'] as const).map(
        (how) => ({ ...about, ...flags, kind: 'succeeded', how }) as const,
      ),
      { ...about, ...flags, ...bySam, kind: 'succeeded', how: 'settled' },
      { ...about, ...flags, kind: 'succeeded', how: 'settled', by: shell },
    ],
    failed: [
      ...FAULTS.map((fault) => ({ ...about, kind: 'failed', fault }) as const),
      { ...about, ...bySam, kind: 'failed', fault: HUNG_UP },
      { ...about, kind: 'failed', fault: HUNG_UP, by: shell },
    ],
    unconfirmed: FAULTS.map((fault) => ({ ...about, kind: 'unconfirmed', fault })),
    read_again: [
      { ...about, kind: 'read_again' },
      { ...about, kind: 'read_again', flag: { on: false } },
      { ...about, kind: 'read_again', fault: HUNG_UP },
    ],
    person_asked: FAULTS.map((fault) => ({ ...about, kind: 'person_asked', fault })),
    superseded: [
      { ...about, kind: 'superseded', changes: changesBetween(key, differing(key), TAGS), successor },
      { ...about, kind: 'superseded', changes: changesBetween(key, { ...key, state: 'x' }, TAGS), successor },
    ],
    cancelled: Refusal.options.map((why) => ({ ...about, kind: 'cancelled', why })),
    expired: [
      { ...about, kind: 'expired' },
      { ...about, kind: 'expired', fault: HUNG_UP },
      { ...about, kind: 'expired', by: shell },
    ],
  }
  return Object.values(kinds).flat()
}

import { describe, expect, it } from 'vitest'
import type { Finding } from '../../src/audit/finding.ts'
import { followRequests } from '../../src/audit/follow-requests.ts'
import { ask } from '../../src/core/asking.ts'
import * as calling from '../../src/core/calling.ts'
import { decide } from '../../src/core/deciding.ts'
import type { RequestEntry } from '../../src/core/entry.ts'
import type { Transition } from '../../src/core/transition.ts'
import {
  ANN,
  anActor,
  anAsking,
  anInputId,
  approver,
  as,
  KIM,
  later,
  ONE_APPROVAL,
  pathTo,
  ruled,
  SAM,
  T0,
} from '../builders.ts'
import { everyStep } from '../core/every-step.ts'
import { PAIRS } from '../life-table.ts'

const twoSay = { ...ONE_APPROVAL, approvals: 2 }
const asked = ask(anAsking({ rule: twoSay }), T0)
const samSays = ruled(
  decide(asked.to, { verdict: 'approve', input: anInputId(2) }, { ...approver, rule: twoSay }, later(10)),
)
const forOneMore = as(samSays.to, 'requested')
const kim = anActor(KIM, { approvers: KIM }, { rule: twoSay, counting: [SAM] })
const kimSays = ruled(
  decide(forOneMore, { verdict: 'approve', input: anInputId(3), comment: 'ok' }, kim, later(20)),
)
const samNoLonger = anActor(KIM, { approvers: KIM }, { rule: twoSay, counting: [] })
const instead = ruled(decide(forOneMore, { verdict: 'approve', input: anInputId(3) }, samNoLonger, later(20)))
const claimed = calling.claim(as(kimSays.to, 'approved'), 'bot-1', later(30))

/** What is found on the way, with how the request stands at the end. */
function followed(entries: readonly RequestEntry[]) {
  const requests = followRequests()
  const found = entries.map((entry, index) => requests.take({ seq: index + 1, entry }))
  return {
    findings: found.flatMap(({ finding }) => finding ?? []),
    ended: found.flatMap(({ ended }) => ended ?? []),
    open: [...requests.open()],
  }
}

function entriesOf(...path: readonly Transition[]): readonly RequestEntry[] {
  return path.map(({ entry }) => entry)
}

describe('followRequests', () => {
  it.each(Object.entries(pathTo))('follows a request until it is %s', (state, path) => {
    const { findings, ended, open } = followed(entriesOf(...path()))
    expect(findings).toEqual([])
    expect([...ended, ...open]).toMatchObject([{ state, asked: { seq: 1 } }])
  })

  it('counts the approvals of two people, and those that come to count no more', () => {
    const both = followed(entriesOf(asked, samSays, kimSays))
    expect(both.findings).toEqual([])
    expect(both.open).toMatchObject([
      { state: 'approved', approvals: [{ entry: { by: SAM } }, { entry: { by: KIM } }] },
    ])
    const one = followed(entriesOf(asked, samSays, instead))
    expect(one.findings).toEqual([])
    expect(one.open).toMatchObject([{ state: 'requested', approvals: [{ seq: 3, entry: { by: KIM } }] }])
  })

  it.each([
    [
      'is carried out with an approval too few',
      entriesOf(asked, samSays, claimed),
      { why: 'order', seq: 3, step: 'claimed', state: 'requested' },
    ],
    [
      'is carried out with none',
      entriesOf(asked, claimed),
      { why: 'order', seq: 2, step: 'claimed', state: 'requested' },
    ],
    [
      'counts an approval that nobody gave',
      entriesOf(asked, kimSays),
      { why: 'count', seq: 2, given: 2, told: 1 },
    ],
    ['is approved by who asked', [asked.entry, byAnn(samSays.entry)], { why: 'own', seq: 2 }],
    [
      'was never asked',
      entriesOf(...pathTo.succeeded()).slice(1),
      { why: 'order', seq: 1, step: 'approved', state: null },
    ],
    [
      'goes on after its end',
      [...entriesOf(...pathTo.failed()), ...entriesOf(...pathTo.calling()).slice(-1)],
      { why: 'order', seq: 6, step: 'calling', state: null },
    ],
    ['is asked twice', entriesOf(asked, asked), { why: 'order', seq: 2, step: 'asked', state: 'requested' }],
  ] as const)('finds a request that %s', (_, entries, finding) => {
    const { findings, ended, open } = followed(entries)
    expect(findings).toEqual([{ kind: 'step', request: asked.to.id, ...finding }])
    expect(open).toEqual([])
    expect(ended.length).toBeLessThan(2)
  })

  it('says nothing more of a request once one of its entries cannot be read', () => {
    const requests = followRequests()
    requests.take({ seq: 1, entry: asked.entry })
    requests.lose(asked.to.id)
    requests.lose(undefined)
    expect(requests.take({ seq: 3, entry: claimed.entry })).toEqual({ finding: null, ended: null })
    expect([...requests.open()]).toEqual([])
  })

  it('knows every step that a request may take, and no other', () => {
    const paths = { none: () => [], ...pathTo }
    // What has ended is not remembered: that its id is used again is seen by its row, of which there is one.
    const goOn = everyStep.filter(([, , , kind]) => kind !== 'asked')
    const pairs = Object.entries(paths).flatMap(([from, path]) =>
      (from === 'none' ? everyStep : goOn)
        .filter(([, { entry }]) => !followed([...entriesOf(...path()), entry]).findings.some(isOutOfOrder))
        .map(([, , state]) => `${from} → ${state}`),
    )
    expect([...new Set(pairs)].toSorted()).toEqual(PAIRS.toSorted())
  })
})

function byAnn(entry: RequestEntry): RequestEntry {
  if (entry.kind !== 'approved') throw new Error(`${entry.kind} is no approval`)
  return { ...entry, by: ANN }
}

function isOutOfOrder(finding: Finding): boolean {
  return finding.kind === 'step' && finding.why === 'order'
}

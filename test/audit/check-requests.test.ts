import { describe, expect, it } from 'vitest'
import { checkRequest, type RequestRow } from '../../src/audit/check-requests.ts'
import { type Followed, followRequests } from '../../src/audit/follow-requests.ts'
import { ask } from '../../src/core/asking.ts'
import { cancel, expire } from '../../src/core/closing.ts'
import type { Request, RequestIn } from '../../src/core/request.ts'
import type { Transition } from '../../src/core/transition.ts'
import { aKey, anAsking, last, later, ONE_APPROVAL, pathTo, T0 } from '../builders.ts'
import { approvedLife, deniedLife, supersededLife } from '../cli/audit-files.ts'

/** A request as it is kept after these steps, and as the log tells of them. */
function keptAfter(path: readonly Transition[]): readonly [RequestRow, Followed] {
  const requests = followRequests()
  const ended = path.map(({ entry }, index) => requests.take({ seq: index + 1, entry }).ended).at(-1)
  const [open] = requests.open()
  const followed = ended ?? open
  if (!followed) throw new Error('there is no such request')
  return [rowOf(last(path)), followed]
}

function rowOf(request: Request): RequestRow {
  const { id, state, key, requester } = request
  return { id, state, requester, arn: key.arn, body: JSON.stringify(request) }
}

type Change = (request: Record<string, unknown>) => object

function edited(path: readonly Transition[], change: Change): readonly [RequestRow, Followed] {
  const [row, followed] = keptAfter(path)
  const request = JSON.parse(row.body)
  return [{ ...row, body: JSON.stringify({ ...request, ...change(request) }) }, followed]
}

const inKey =
  (more: object): Change =>
  ({ key }) => ({ key: { ...Object(key), ...more } })

const approved = approvedLife()
const denied = deniedLife()
const superseded = supersededLife()
const failed = pathTo.failed()
const cancelled = endedBy((asked) => cancel(asked, 'disabled', later(20)))
const expired = endedBy((asked) => expire(asked, later(20)))

describe('checkRequest', () => {
  it.each([
    ...Object.entries(pathTo).map(([state, path]) => [state, path()] as const),
    ['approved by a person', approved],
    ['denied', denied],
    ['superseded', superseded],
    ['cancelled', cancelled],
    ['expired', expired],
  ] as const)('finds nothing in a request that is %s', (_, path) => {
    for (let steps = 1; steps <= path.length; steps++)
      expect(checkRequest(...keptAfter(path.slice(0, steps)))).toBeNull()
  })

  it.each<readonly [string, number, readonly Transition[], Change]>([
    ['state', 5, approved, () => ({ state: 'failed' })],
    ['requester', 1, approved, () => ({ requester: 'U0KIM' })],
    ['key', 1, approved, inKey({ arn: 'arn:aws:kms:x' })],
    ['key', 1, approved, inKey({ id: '00000000-0000-4000-8000-000000000000' })],
    ['key', 1, approved, inKey({ rotation: { on: true } })],
    ['key', 1, approved, () => ({ snapshotHash: 'b'.repeat(64) })],
    ['operation', 1, approved, () => ({ operation: 'disable-auto-rotation' })],
    ['period', 1, approved, () => ({ periodDays: 90 })],
    ['rule', 1, approved, () => ({ rule: { name: 'policy', approvals: 0 } })],
    ['rule', 1, approved, () => ({ rule: { name: 'lax', approvals: 1 } })],
    ['command', 1, approved, () => ({ inputId: 'another' })],
    ['channel', 1, approved, () => ({ askedIn: 'C0OTHER' })],
    ['time', 1, approved, () => ({ askedAt: 1 })],
    ['predecessor', 1, approved, () => ({ follows: 'R-99999999' })],
    ['id', 1, approved, () => ({ id: 'R-99999999' })],
    ['reason', 1, approved, () => ({ reason: 'CHG-4712' })],
    ['reason', 1, approved, () => ({ reason: undefined })],
    ['reason', 1, failed, () => ({ reason: 'CHG-4712' })],
    ['approvals', 2, approved, () => ({ approvals: [] })],
    ['approvals', 2, approved, ({ approvals }) => ({ approvals: [approvals, approvals].flat() })],
    ['approvals', 2, approved, (all) => inApproval(all, { by: 'U0KIM' })],
    ['approvals', 2, approved, (all) => inApproval(all, { at: 1 })],
    ['approvals', 2, approved, (all) => inApproval(all, { comment: 'not fine' })],
    ['approvals', 5, failed, () => ({ approvals: [{ by: 'U0SAM', at: 1, input: 'one' }] })],
    ['outcome', 5, approved, () => ({ how: 'settled' })],
    ['outcome', 5, approved, () => ({ settledBy: 'U0KIM' })],
    ['outcome', 5, approved, () => ({ after: aKey() })],
    ['outcome', 5, failed, () => ({ fault: { kind: 'hung_up', outcome: 'unknown' } })],
    ['time', 5, approved, () => ({ endedAt: 1 })],
    ['denial', 2, denied, () => ({ by: 'U0KIM' })],
    ['comment', 2, denied, () => ({ comment: 'gladly' })],
    ['comment', 2, denied, () => ({ comment: undefined })],
    ['outcome', 2, cancelled, () => ({ why: 'hmac' })],
    ['time', 2, cancelled, () => ({ endedAt: 1 })],
    ['time', 2, expired, () => ({ endedAt: 1 })],
    ['successor', 2, superseded, () => ({ successor: 'R-99999999' })],
  ])('finds its %s edited (#%i)', (field, seq, path, change) => {
    const [row, followed] = edited(path, change)
    expect(checkRequest(row, followed)).toEqual({ kind: 'state', seq, request: row.id, field })
  })

  it.each([
    ['state', 5, { state: 'failed' }],
    ['requester', 1, { requester: 'U0KIM' }],
    ['key', 1, { arn: 'arn:aws:kms:x' }],
    ['id', 1, { body: 'no JSON' }],
  ])('finds the column that it is looked up by edited: %s', (field, seq, change) => {
    const [row, followed] = keptAfter(approved)
    expect(checkRequest({ ...row, ...change }, followed)).toMatchObject({ field, seq })
  })

  it('finds that it is gone', () => {
    const [, followed] = keptAfter(approved)
    expect(checkRequest(null, followed)).toMatchObject({ kind: 'state', field: 'row', seq: 1 })
  })
})

function endedBy(step: (asked: RequestIn<'requested'>) => Transition): readonly Transition[] {
  const asked = ask(anAsking({ rule: ONE_APPROVAL }), T0)
  return [asked, step(asked.to)]
}

function inApproval({ approvals }: Record<string, unknown>, more: object): object {
  return { approvals: [approvals].flat().map((one) => ({ ...Object(one), ...more })) }
}

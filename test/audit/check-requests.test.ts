import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { checkRequest, type RequestRow } from '../../src/audit/check-requests.ts'
import type { Transition } from '../../src/core/transition.ts'
import { pathTo } from '../builders.ts'
import { everyStep } from '../core/every-step.ts'

/** A request as it is kept right after a step, with what the log tells of it. */
function keptAfter({ to, entry }: Transition, asked: object = {}): RequestRow {
  const { id, state, key, requester, operation, periodDays } = to
  const first = { kind: 'asked', by: requester, arn: key.arn, operation, periodDays, ...asked }
  return {
    ...{ id, state, requester, arn: key.arn, body: JSON.stringify(to) },
    asked: { seq: 1, body: JSON.stringify(first) },
    newest: { seq: 7, body: JSON.stringify(entry) },
  }
}

const done = () => {
  const [step] = pathTo.succeeded().slice(-1)
  if (!step) throw new Error('the path is empty')
  return step
}

function edited(row: RequestRow, change: (request: Record<string, unknown>) => object): RequestRow {
  return { ...row, body: JSON.stringify({ ...JSON.parse(row.body), ...change(JSON.parse(row.body)) }) }
}

describe('checkRequest', () => {
  it.each(everyStep)('finds nothing after: %s', (_, step) => {
    expect(checkRequest(keptAfter(step))).toBeNull()
  })

  it.each([
    ['state', 7, (row: RequestRow) => edited({ ...row, state: 'failed' }, () => ({ state: 'failed' }))],
    ['state', 7, (row: RequestRow) => ({ ...row, state: 'failed' })],
    ['state', 7, (row: RequestRow) => edited(row, () => ({ state: 'failed' }))],
    ['requester', 1, (row: RequestRow) => edited(row, () => ({ requester: 'U0KIM' }))],
    [
      'key',
      1,
      (row: RequestRow) => edited(row, ({ key }) => ({ key: { ...Object(key), arn: 'arn:aws:kms:x' } })),
    ],
    ['key', 1, (row: RequestRow) => ({ ...row, arn: 'arn:aws:kms:x' })],
    ['operation', 1, (row: RequestRow) => edited(row, () => ({ operation: 'disable-auto-rotation' }))],
    ['period', 1, (row: RequestRow) => edited(row, () => ({ periodDays: 90 }))],
    ['id', 1, (row: RequestRow) => edited(row, () => ({ id: 'R-99999999' }))],
    ['id', 1, (row: RequestRow) => ({ ...row, body: 'no JSON' })],
    ['reason', 1, (row: RequestRow) => edited(row, () => ({ reason: 'CHG-4712' }))],
    ['reason', 1, (row: RequestRow) => edited(row, () => ({ reason: undefined }))],
  ])('finds its %s edited', (field, seq, edit) => {
    const reason = createHash('sha256').update('CHG-4711').digest('hex')
    const row = keptAfter(done(), { reason })
    expect(checkRequest(row)).toBeNull()
    expect(checkRequest(edit(row))).toEqual({ kind: 'state', seq, request: row.id, field })
  })

  it('says nothing of a step that it does not know', () => {
    const row = keptAfter(done())
    expect(checkRequest({ ...row, newest: { seq: 7, body: '{"v":2,"kind":"danced"}' } })).toBeNull()
  })
})

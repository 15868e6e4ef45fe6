import { describe, expect, it } from 'vitest'
import { Entry } from '../../src/core/entry.ts'
import { isOpen, Request, type State } from '../../src/core/request.ts'
import { anAsking } from '../builders.ts'
import { everyStep } from './every-step.ts'

const ASKED =
  'approvals askedAt askedIn channel expiresAt follows id inputId key notify operation periodDays reason requester rule snapshotHash state version'
const LEFT: Partial<Record<State, string>> = {
  succeeded: 'after calledAt comment endedAt how input settledBy',
  failed: 'calledAt comment endedAt fault input settledBy',
  denied: 'by comment endedAt input',
  withdrawn: 'by comment endedAt input',
  superseded: 'changes endedAt successor',
  cancelled: 'endedAt why',
  expired: 'by comment endedAt fault',
}

describe.each(everyStep)('%s', (_, { from, to, entry }, state, kind) => {
  it(`reaches ${state} with the entry ${kind}`, () => {
    expect([to.state, entry.kind]).toEqual([state, kind])
  })

  it('makes the version grow by one', () => {
    expect(to.version).toBe((from?.version ?? 0) + 1)
  })

  it('makes a request that its own definition reads back', () => {
    expect(Request.parse(JSON.parse(JSON.stringify(to)))).toEqual(to)
  })

  it('makes an entry that its own definition reads back', () => {
    expect(Entry.parse(JSON.parse(JSON.stringify(entry)))).toEqual(entry)
  })

  it('says when, and of which request', () => {
    expect(entry).toMatchObject({ v: 1, at: '2026-03-02T09:05:00.000Z', request: to.id })
  })

  it('keeps what was asked', () => {
    const { rule: _rule, reasonHash: _hash, ...asked } = anAsking()
    expect(to).toMatchObject(asked)
    const kept = from ? { rule: from.rule, askedAt: from.askedAt, expiresAt: from.expiresAt } : {}
    expect(to).toMatchObject(kept)
    const before = from ?? to
    expect([to.notify, to.periodDays]).toEqual([before.notify, before.periodDays])
  })

  it('loses no approval', () => {
    const before = from?.approvals ?? []
    expect(to.approvals.slice(0, before.length)).toEqual(before)
  })

  it('keeps nothing of an ended request that only its open state needed', () => {
    const allowed = isOpen(to) ? Object.keys(to) : `${ASKED} ${LEFT[state]}`.split(' ')
    expect(Object.keys(to).filter((field) => !allowed.includes(field))).toEqual([])
  })

  it('keeps what people wrote out of the audit log', () => {
    expect(JSON.stringify(entry)).not.toMatch(/CHG-4711|fine|not today|not needed/)
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Notice } from '../../src/audit/notice.ts'
import { verify } from '../../src/audit/verify.ts'
import type { Entry } from '../../src/core/entry.ts'
import { createAuditReads } from '../../src/store/audit-reads.ts'
import { append } from '../../src/store/chain.ts'
import { ANN, AUDIT, anInputId, pathTo, T0 } from '../builders.ts'
import { openLogDatabase } from './log-database.ts'
import { isOfTheChain } from './logs.ts'

/** Writes one log after the other, and takes each back. */
function openLogs() {
  const { db, sql } = openLogDatabase()
  const reads = createAuditReads(db)
  return async (entries: readonly Entry[]) => {
    db.exec('BEGIN')
    for (const entry of entries) await append(sql, entry)
    const found = await verify(reads)
    db.exec('ROLLBACK')
    return found
  }
}

// Any UTF-16 there is, halves of pairs too.
const text = fc.string({
  unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
  maxLength: 12,
})
const at = fc
  .date({ min: T0, max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString())
const ofRequests: readonly Entry[] = [...pathTo.succeeded(), ...pathTo.unconfirmed()].map(
  ({ entry }) => entry,
)
const anEntry: fc.Arbitrary<Entry> = fc.oneof(
  fc.constantFrom(...ofRequests),
  fc.record({ v: fc.constant(1 as const), kind: fc.constant('started' as const), at, version: text }),
  fc.record({ v: fc.constant(1 as const), kind: fc.constant('policy_loaded' as const), at, hash: text }),
  fc.tuple(at, text, fc.maxSafeNat()).map(
    ([time, command, more]): Entry => ({
      ...{ v: 1, kind: 'refused', at: time, by: ANN, since: time, more },
      inputs: [
        { command, refusal: 'not_allowed', arn: command, input: anInputId(1), channel: AUDIT, count: 1 },
      ],
    }),
  ),
)

function isClock({ kind }: Notice): boolean {
  return kind === 'clock'
}

describe('verify', () => {
  it('finds nothing in any log that the bot wrote', async () => {
    const write = openLogs()
    let entries = 0
    const property = fc.asyncProperty(fc.array(anEntry, { maxLength: 6 }), async (written) => {
      const { findings, held, notices } = await write(written)
      entries += written.length
      return !findings.some(isOfTheChain) && held.seq === written.length && notices.every(isClock)
    })
    await fc.assert(property, { numRuns: 10_000 })
    expect(entries).toBeGreaterThan(10_000)
  }, 60_000)
})

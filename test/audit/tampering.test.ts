import { beforeAll, describe, expect, it } from 'vitest'
import type { AuditRow } from '../../src/audit/audit-row.ts'
import { edits } from './edits.ts'
import { aLog, at, found, headOf, type Log, recomputed, withRow, witnessOf } from './logs.ts'

const COUNT = 40
const places = Array.from({ length: COUNT }, (_, index) => index + 1)

let log: Log
beforeAll(async () => {
  log = await aLog(COUNT)
})

/** The first finding, or none. */
async function first(tampered: Log, witnesses: Parameters<typeof found>[1] = []) {
  return (await found(tampered, witnesses))[0]
}

/** The rows in a new order or number, numbered anew. */
function renumbered(rows: readonly AuditRow[], head = log.head): Log {
  return { rows: rows.map((row, index) => ({ ...row, seq: index + 1 })), head }
}

describe('an untouched log', () => {
  it('is found intact, also by everybody who kept a part of it', async () => {
    expect(log.rows).toHaveLength(COUNT)
    expect(await found(log, log.rows.map(witnessOf))).toEqual([])
  })
})

describe('a log of which one thing was edited', () => {
  it('shows each column of each entry where it was edited', async () => {
    const wrong: unknown[] = []
    for (const seq of places)
      for (const change of [
        { prev: 'f'.repeat(64) },
        { prev: at(log, seq).prev.toUpperCase() },
        { prev: '' },
        { hash: 'f'.repeat(64) },
        { hash: at(log, seq).hash.toUpperCase() },
        { hash: `${at(log, seq).hash} ` },
        { request: 'R-ZZZZZZZZ' },
        { request: at(log, seq).request === null ? '' : null },
        { body: '' },
        { body: new Uint8Array() },
        { seq: seq + 1_000 },
      ]) {
        // All digits are one word in either case.
        if (Object.values(change).includes(Object.values(at(log, seq))[1] as never) && seq === 1) continue
        const finding = await first(withRow(log, seq, change))
        if (finding?.seq !== seq) wrong.push({ seq, change, finding })
      }
    expect(wrong).toEqual([])
  })

  it('shows each field of each entry where it was edited', async () => {
    const wrong: unknown[] = []
    let tried = 0
    for (const seq of places)
      for (const body of edits(at(log, seq).body)) {
        tried++
        const finding = await first(withRow(log, seq, { body }))
        if (finding?.kind !== 'edited' || finding.seq !== seq) wrong.push({ seq, finding })
      }
    expect(wrong).toEqual([])
    expect(tried).toBeGreaterThan(COUNT * 10)
  })

  it('shows an entry whose own hash was made to fit again', async () => {
    for (const seq of places) {
      const [body] = edits(at(log, seq).body)
      const rewritten = recomputed(withRow(log, seq, { body: body ?? '' }).rows, seq)
      const { hash } = at(rewritten, seq)
      const finding = await first(withRow(log, seq, { body: body ?? '', hash }))
      expect(finding).toMatchObject({ kind: 'rewritten', seq })
    }
  })

  it('says what it is, for text that the bot never writes', async () => {
    const noText = recomputed(withRow(log, 7, { body: Buffer.from([0x7b, 0xff, 0x7d]) }).rows, 7)
    expect(await found(noText)).toEqual([{ kind: 'edited', seq: 7, part: 'encoding' }])
    for (const text of ['{', '[]', '7', 'null', ''])
      expect(await found(recomputed(withRow(log, 7, { body: text }).rows, 7))).toEqual([
        { kind: 'edited', seq: 7, part: 'no_entry' },
      ])
  })
})

describe('a log of which entries were moved', () => {
  it('shows each removed entry', async () => {
    for (const seq of places) {
      const left = log.rows.filter((row) => row.seq !== seq)
      const kind = seq === COUNT ? 'cut' : 'missing'
      expect(await first({ ...log, rows: left })).toMatchObject({ kind, seq, to: seq })
      expect(await first(renumbered(left))).toMatchObject({ kind, seq, to: seq })
    }
  })

  it('shows each pair that was swapped', async () => {
    const wrong: unknown[] = []
    for (const one of places)
      for (const other of places.slice(one)) {
        const [a, b] = [at(log, one), at(log, other)]
        const swapped = withRow(withRow(log, one, { ...b, seq: one }), other, { ...a, seq: other })
        const finding = await first(swapped)
        if (finding?.kind !== 'swapped' || finding.seq !== one || finding.with !== other)
          wrong.push({ one, other, finding })
      }
    expect(wrong).toEqual([])
  })

  it('shows the texts of each pair that were swapped', async () => {
    const wrong: unknown[] = []
    for (const one of places)
      for (const other of places.slice(one)) {
        const [a, b] = [at(log, one), at(log, other)]
        const swapped = withRow(withRow(log, one, { body: b.body }), other, { body: a.body })
        const finding = await first(swapped)
        if (finding?.seq !== one) wrong.push({ one, other, finding })
      }
    expect(wrong).toEqual([])
  })

  it('shows each entry that stands twice', async () => {
    for (const seq of places) {
      const row = at(log, seq)
      const before = log.rows.slice(0, seq)
      const twice = [...before, row, ...log.rows.slice(seq)]
      expect(await first({ ...log, rows: twice })).toEqual({ kind: 'doubled', seq, of: seq })
      expect(await first(renumbered(twice))).toEqual({ kind: 'doubled', seq: seq + 1, of: seq })
      const appended = { ...log, rows: [...log.rows, { ...row, seq: COUNT + 1 }] }
      expect(await first(appended)).toEqual({ kind: 'doubled', seq: COUNT + 1, of: seq })
    }
  })

  it('shows numbers that no entry has', async () => {
    for (const seq of [0, -1, 2.5, Number.NaN, 1e300])
      expect(await first({ ...log, rows: [...log.rows, { ...at(log, 3), seq }] })).toBeDefined()
  })
})

describe('a log of which the end was cut', () => {
  it('shows each cut that left the head', async () => {
    for (const seq of places) {
      const cut = { ...log, rows: log.rows.slice(0, seq - 1) }
      expect(await first(cut)).toEqual({ kind: 'cut', seq, to: COUNT, by: 'head' })
      if (seq > 1) expect(await first({ ...cut, head: null })).toEqual({ kind: 'headless', seq: seq - 1 })
    }
  })

  it('shows a cut that took the head along to whoever kept a later hash, and to nobody else', async () => {
    for (const seq of places) {
      const rows = log.rows.slice(0, seq - 1)
      const cut = { rows, head: headOf(rows) }
      const by = witnessOf(at(log, COUNT))
      expect(await found(cut)).toEqual([])
      expect(await found(cut, rows.map(witnessOf))).toEqual([])
      expect(await found(cut, [by])).toEqual([{ kind: 'cut', seq, to: COUNT, by }])
    }
  })

  it('shows a head that was moved or edited', async () => {
    const hash = 'f'.repeat(64)
    expect(await found({ ...log, head: { seq: COUNT, hash } })).toEqual([
      { kind: 'rewritten', seq: COUNT, from: 1, by: 'head' },
    ])
    expect(await found({ ...log, head: { seq: COUNT - 1, hash: at(log, COUNT - 1).hash } })).toEqual([
      { kind: 'added', seq: COUNT },
    ])
  })
})

describe('a log that was rewritten whole, from one entry on', () => {
  const ANCHORS = [10, 20, 30, 40]

  function rewritten(seq: number): Log {
    const [body] = edits(at(log, seq).body)
    return recomputed(withRow(log, seq, { body: body ?? '' }).rows, seq)
  }

  it('cannot be seen without what others keep', async () => {
    for (const seq of places) expect(await found(rewritten(seq))).toEqual([])
  })

  it('is seen at that entry where each hash was kept', async () => {
    for (const seq of places) {
      const finding = await first(rewritten(seq), log.rows.map(witnessOf))
      expect(finding).toMatchObject({ kind: 'rewritten', seq, from: seq })
    }
  })

  it('is seen between two anchors, in whatever order they are read', async () => {
    const anchors = ANCHORS.map((seq) => witnessOf(at(log, seq)))
    for (const seq of places) {
      const next = Math.ceil(seq / 10) * 10
      for (const read of [anchors, anchors.toReversed()])
        expect(await found(rewritten(seq), read)).toMatchObject([
          { kind: 'rewritten', seq: next, from: next - 9, by: { seq: next } },
        ])
    }
  })

  it('is seen by its head where that was left', async () => {
    for (const seq of places)
      expect(await first({ rows: rewritten(seq).rows, head: log.head })).toEqual({
        ...{ kind: 'rewritten', seq: COUNT, from: 1, by: 'head' },
      })
  })

  it('is seen where a later anchor was made of the rewritten log', async () => {
    const other = rewritten(15)
    const anchors = [...[10, 20].map((seq) => witnessOf(at(log, seq))), witnessOf(at(other, 30))]
    expect(await first(other, anchors)).toMatchObject({ kind: 'rewritten', seq: 20, from: 11 })
  })
})

describe('an anchor that was edited', () => {
  it('is told with the place that it speaks of, as the log alone cannot say which of both was edited', async () => {
    const anchors = [10, 20, 30].map((seq) => witnessOf(at(log, seq)))
    const edited = anchors.map((one) => (one.seq === 20 ? { ...one, hash: 'f'.repeat(64) } : one))
    expect(await found(log, edited)).toMatchObject([{ kind: 'rewritten', seq: 20, from: 11 }])
  })
})

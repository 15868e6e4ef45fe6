import { describe, expect, it } from 'vitest'
import type { RefusedInput } from '../../src/core/entry.ts'
import type { Refusal } from '../../src/core/refusal.ts'
import { ANN, AUDIT, anInputId, aRequestId, BOB, later, NO, T0, UNREACHABLE } from '../builders.ts'
import { openMemory } from '../memory-store.ts'

function refused(
  n: number,
  refusal: Refusal = 'not_allowed',
  changes: Partial<RefusedInput> = {},
): RefusedInput {
  return { command: 'rotate', refusal, input: anInputId(n), channel: AUDIT, ...changes }
}

describe('refuse', () => {
  it('writes the first refusal of a person at once', async () => {
    const { store, written } = openMemory()
    await store.ledger.refuse(ANN, refused(1), NO)
    const at = T0.toISOString()
    expect(written.map(({ entry }) => entry)).toEqual([
      { v: 1, kind: 'refused', at, by: ANN, since: at, inputs: [{ ...refused(1), count: 1 }], more: 0 },
    ])
  })

  it('counts those of the same minute in one entry', async () => {
    const { store, written, wait } = openMemory()
    await store.ledger.refuse(ANN, refused(1), NO)
    wait(59)
    await store.ledger.refuse(ANN, refused(2), NO)
    await store.ledger.refuse(ANN, refused(3), NO)
    await store.ledger.refuse(ANN, refused(4, 'key_not_found'), NO)
    expect(written).toHaveLength(1)
    wait(1)
    expect(await store.ledger.flushRefusals(ANN)).toBeNull()
    expect(written[1]?.entry).toMatchObject({
      at: later(60).toISOString(),
      since: T0.toISOString(),
      inputs: [
        { refusal: 'not_allowed', input: 'command:2', count: 2 },
        { refusal: 'key_not_found', count: 1 },
      ],
      more: 0,
    })
  })

  it.each<[string, Partial<RefusedInput>]>([
    ['another command', { command: 'stop-rotation' }],
    ['another key', { arn: 'arn:other' }],
    ['another fault', { fault: UNREACHABLE }],
    ['another request', { request: aRequestId(1) }],
  ])('lists %s by itself', async (_, changes) => {
    const { store, written, wait } = openMemory()
    for (const n of [1, 2]) await store.ledger.refuse(ANN, refused(n), NO)
    await store.ledger.refuse(ANN, refused(3, 'not_allowed', changes), NO)
    wait(60)
    await store.ledger.flushRefusals(ANN)
    expect(written[1]?.entry).toMatchObject({ inputs: [{ count: 1 }, { ...changes, count: 1 }] })
  })

  it('counts those of one request together, and each request by itself', async () => {
    const { store, written, wait } = openMemory()
    await store.ledger.refuse(ANN, refused(0), NO)
    for (const n of [1, 2, 1, 1])
      await store.ledger.refuse(ANN, refused(n, 'own_request', { request: aRequestId(n) }), NO)
    wait(60)
    await store.ledger.flushRefusals(ANN)
    expect(written[1]?.entry).toMatchObject({
      inputs: [
        { request: aRequestId(1), count: 3 },
        { request: aRequestId(2), count: 1 },
      ],
    })
  })

  it('only counts the different ones beyond 20', async () => {
    const { store, written, wait } = openMemory()
    await store.ledger.refuse(ANN, refused(0), NO)
    for (let n = 1; n <= 25; n++)
      await store.ledger.refuse(ANN, refused(n, 'disabled', { arn: `arn:${n}` }), NO)
    wait(60)
    await store.ledger.flushRefusals(ANN)
    const entry = written[1]?.entry
    expect(entry).toMatchObject({ kind: 'refused', more: 5 })
    expect(entry?.kind === 'refused' && entry.inputs).toHaveLength(20)
  })

  it('writes what was counted before it writes the first one of a later minute', async () => {
    const { store, written, wait } = openMemory()
    await store.ledger.refuse(ANN, refused(1), NO)
    await store.ledger.refuse(ANN, refused(2, 'hmac'), NO)
    wait(90)
    await store.ledger.refuse(ANN, refused(3, 'imported'), NO)
    expect(written.map(({ entry }) => entry.kind === 'refused' && entry.inputs[0]?.refusal)).toEqual([
      'not_allowed',
      'hmac',
      'imported',
    ])
  })

  it('counts each person apart', async () => {
    const { store, written } = openMemory()
    await store.ledger.refuse(ANN, refused(1), NO)
    await store.ledger.refuse(BOB, refused(2), NO)
    expect(written).toHaveLength(2)
  })

  it('records an input once, however often it is refused', async () => {
    const { store, written, wait, take } = openMemory()
    for (const n of [1, 2]) await take(n)
    for (const n of [1, 1, 2, 2, 1]) await store.ledger.refuse(ANN, refused(n), NO)
    wait(60)
    await store.ledger.flushRefusals(ANN)
    await store.ledger.refuse(ANN, refused(1), NO)
    expect(written.map(({ entry }) => entry.kind === 'refused' && entry.inputs)).toMatchObject([
      [{ input: 'command:1', count: 1 }],
      [{ input: 'command:2', count: 1 }],
    ])
  })

  it('wakes whoever writes what was counted, when the minute is over', async () => {
    const { store, rows } = openMemory()
    await store.ledger.refuse(ANN, refused(1), NO)
    await store.ledger.refuse(ANN, refused(2), NO)
    expect(await rows(`SELECT subject, due FROM jobs WHERE subject <> 'anchor:day'`)).toEqual([
      { subject: 'refusals:U0ANN', due: later(60).getTime() },
    ])
  })
})

describe('flushRefusals', () => {
  it('waits for the end of the minute', async () => {
    const { store, written, wait } = openMemory()
    for (const n of [1, 2]) await store.ledger.refuse(ANN, refused(n), NO)
    wait(59)
    expect(await store.ledger.flushRefusals(ANN)).toBe(later(60).getTime())
    expect(written).toHaveLength(1)
  })

  it('writes what was counted once', async () => {
    const { store, written, wait } = openMemory()
    for (const n of [1, 2]) await store.ledger.refuse(ANN, refused(n), NO)
    wait(60)
    await store.ledger.flushRefusals(ANN)
    wait(60)
    expect(await store.ledger.flushRefusals(ANN)).toBeNull()
    expect(written).toHaveLength(2)
  })

  it.each([
    ['somebody never refused', []],
    ['somebody refused once', [1]],
  ])('has nothing to write of %s', async (_, inputs) => {
    const { store, written, wait } = openMemory()
    for (const n of inputs) await store.ledger.refuse(ANN, refused(n), NO)
    wait(60)
    expect(await store.ledger.flushRefusals(ANN)).toBeNull()
    expect(written).toHaveLength(inputs.length)
  })

  it('starts a new minute, whose refusals are counted again', async () => {
    const { store, written, wait } = openMemory()
    for (const n of [1, 2]) await store.ledger.refuse(ANN, refused(n), NO)
    wait(60)
    await store.ledger.flushRefusals(ANN)
    wait(59)
    await store.ledger.refuse(ANN, refused(3), NO)
    expect(written).toHaveLength(2)
  })
})

import { describe, expect, it } from 'vitest'
import type { Input } from '../../src/core/input.ts'
import { ANN, AUDIT, a, aKey, anInputId, aRequestId, later, NO, SAM, T0 } from '../builders.ts'
import { anInput, openMemory } from '../memory-store.ts'

describe('take', () => {
  it('takes an input once', async () => {
    const { take } = openMemory()
    expect([await take(1), await take(1), await take(2)]).toEqual(['taken', 'taken_before', 'taken'])
  })

  it('takes one of two that come at the same moment', async () => {
    const { take } = openMemory()
    expect(await Promise.all([take(1), take(1)])).toEqual(['taken', 'taken_before'])
  })

  it('keeps it until it is answered', async () => {
    const { store, take } = openMemory()
    await take(1)
    expect(await store.inputs.unanswered(anInputId(1))).toEqual(anInput(1))
    await store.inputs.answered(anInputId(1))
    expect(await store.inputs.unanswered(anInputId(1))).toBeNull()
  })

  it.each([
    ['as long as the form lets people write', 'x'.repeat(1_000)],
    ['as long, of letters that count twice', '🔑'.repeat(1_000)],
  ])('gives back a decision with a comment %s', async (_, comment) => {
    const { store } = openMemory()
    const decision: Input = {
      ...{ kind: 'decision', id: anInputId(1), by: SAM, channel: AUDIT, comment },
      ...{ responseUrl: anInput(1).responseUrl, request: aRequestId(1), verdict: 'deny' },
    }
    await store.inputs.take(decision, T0.getTime())
    expect(await store.inputs.unanswered(anInputId(1))).toEqual(decision)
  })

  it('keeps the answer of a refusal, in the transaction of its entry', async () => {
    const { store, take } = openMemory()
    await take(1)
    expect(await store.inputs.finalReply(anInputId(1))).toBeNull()
    const reply = { kind: 'refused', refusal: 'key_gone', key: aKey(), request: a('calling') } as const
    const refused = { command: 'rotate', refusal: 'key_gone', input: anInputId(1), channel: AUDIT } as const
    await store.ledger.refuse(ANN, refused, reply)
    await store.ledger.refuse(ANN, refused, NO)
    expect(await store.inputs.finalReply(anInputId(1))).toEqual(reply)
  })

  it('does not take one again that was answered', async () => {
    const { store, take } = openMemory()
    await take(1)
    await store.inputs.answered(anInputId(1))
    expect(await take(1)).toBe('taken_before')
  })

  it('wakes whoever answers it, and nobody the second time', async () => {
    const { take, rows, subjects } = openMemory()
    await take(1)
    expect(await subjects()).toEqual(['input:command:1'])
    await rows('DELETE FROM jobs')
    await take(1)
    expect(await subjects()).toEqual([])
  })

  it('takes nothing past its deadline', async () => {
    const { store, subjects } = openMemory()
    const deadline = T0.getTime()
    expect(await store.inputs.take(anInput(1), deadline)).toBe('taken')
    await expect(store.inputs.take(anInput(2), deadline - 1)).rejects.toThrow('in time')
    expect([await store.inputs.unanswered(anInputId(2)), await subjects()]).toEqual([
      null,
      ['input:command:1'],
    ])
  })

  it('notes when it was taken', async () => {
    const { take, rows, wait } = openMemory()
    wait(5)
    await take(1)
    expect(await rows('SELECT taken_at FROM inputs')).toEqual([{ taken_at: later(5).getTime() }])
  })
})

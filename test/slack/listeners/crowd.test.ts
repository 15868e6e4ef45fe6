import { describe, expect, it } from 'vitest'
import { createCrowd } from '../../../src/slack/listeners/crowd.ts'
import { ANN, BOB } from '../../builders.ts'
import { person } from '../harness.ts'

function gate() {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  return { work: () => promise, open: resolve, break: () => reject(new Error('no')) }
}

describe('a crowd', () => {
  it('refuses what one person asks for beyond five at once, and nobody else', async () => {
    const crowd = createCrowd()
    const { work, open } = gate()
    const admitted = Array.from({ length: 5 }, () => crowd.admit(ANN, work))
    expect(crowd.admit(ANN, work)).toBe('too_many_of_yours')
    expect(crowd.admit(BOB, async () => {})).toBeInstanceOf(Promise)
    open()
    await Promise.all(admitted)
    expect(crowd.admit(ANN, async () => {})).toBeInstanceOf(Promise)
  })

  it('refuses everybody beyond fifty at once, until one is done', async () => {
    const crowd = createCrowd()
    const { work, open } = gate()
    const admitted = Array.from({ length: 50 }, (_, n) => crowd.admit(person(`U0P${n}`), work))
    expect(crowd.admit(ANN, work)).toBe('too_many')
    open()
    await Promise.all(admitted)
    expect(crowd.admit(ANN, async () => {})).toBeInstanceOf(Promise)
  })

  it('counts what fails as done', async () => {
    const crowd = createCrowd()
    for (let n = 0; n < 20; n++) {
      const failing = gate()
      const admitted = crowd.admit(ANN, failing.work)
      failing.break()
      await expect(admitted).rejects.toThrow('no')
    }
    expect(crowd.admit(ANN, async () => {})).toBeInstanceOf(Promise)
  })
})

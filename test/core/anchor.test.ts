import { describe, expect, it } from 'vitest'
import { Anchor, anchorText } from '../../src/core/anchor.ts'

const HASH = 'abcdef0123456789'.repeat(4)

describe('anchorText', () => {
  it('names the entry, and the whole of its hash', () => {
    expect(anchorText({ seq: 17, hash: HASH })).toBe(`Audit log: #17 · ${HASH}`)
  })
})

describe('Anchor', () => {
  const anchor = { seq: 17, hash: HASH, at: '2026-03-02T09:00:00.000Z' }

  it('is read as it was written', () => {
    expect(Anchor.parse(JSON.parse(JSON.stringify(anchor)))).toEqual(anchor)
  })

  it.each([{ seq: 0 }, { hash: HASH.slice(1) }, { hash: HASH.toUpperCase() }, { at: 'yesterday' }])(
    'is not read with %j',
    (wrong) => {
      expect(Anchor.safeParse({ ...anchor, ...wrong }).success).toBe(false)
    },
  )
})

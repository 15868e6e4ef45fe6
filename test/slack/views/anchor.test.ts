import { describe, expect, it } from 'vitest'
import { anchorMessage } from '../../../src/slack/views/anchor.ts'
import { words } from './read-blocks.ts'

const HASH = 'abcdef0123456789'.repeat(4)
const anchor = { seq: 12, hash: HASH, at: '2026-03-02T09:00:00.000Z' }

describe('anchorMessage', () => {
  it('begins with the place and the whole hash, in its text and in its block', () => {
    const view = anchorMessage(anchor, {})
    expect(view.text).toMatch(new RegExp(`^Audit log: #12 · ${HASH}\n`))
    expect(words(view, 'anchor')).toMatch(new RegExp(`^Audit log: #12 · ${HASH}\\n`))
  })

  it('says to whoever sees it what it is, and that nothing is to be done', () => {
    expect(words(anchorMessage(anchor, {}), 'anchor')).toMatch(/once a day.*Nothing is to be done/s)
  })

  it('says which installation it is of, where that has a name', () => {
    expect(words(anchorMessage(anchor, { instance: 'prod' }), 'foot')).toBe('prod')
    expect(anchorMessage(anchor, {}).blocks).toHaveLength(1)
  })
})

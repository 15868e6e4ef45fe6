import { describe, expect, it } from 'vitest'
import { sinceOf, untilOf } from '../../src/core/when.ts'

const NOW = new Date('2026-11-27T10:20:30.456Z')
const iso = (at: number) => new Date(at).toISOString()

describe('when', () => {
  it.each([
    ['30min', '2026-11-27T09:50:30.456Z', '2026-11-27T09:50:30.456Z'],
    ['12h', '2026-11-26T22:20:30.456Z', '2026-11-26T22:20:30.456Z'],
    ['7d', '2026-11-20T10:20:30.456Z', '2026-11-20T10:20:30.456Z'],
    ['2w', '2026-11-13T10:20:30.456Z', '2026-11-13T10:20:30.456Z'],
    ['9999w', '1970-01-01T00:00:00.000Z', '1970-01-01T00:00:00.000Z'],
    ['2026-11-01', '2026-11-01T00:00:00.000Z', '2026-11-01T23:59:59.999Z'],
    ['2026-11-01T09:30', '2026-11-01T09:30:00.000Z', '2026-11-01T09:30:59.999Z'],
  ])('%s begins and ends as people mean it', (when, since, until) => {
    expect(iso(sinceOf(when, NOW))).toBe(since)
    expect(iso(untilOf(when, NOW))).toBe(until)
  })
})

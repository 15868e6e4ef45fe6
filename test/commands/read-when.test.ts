import { describe, expect, it } from 'vitest'
import { readWhen } from '../../src/commands/read-when.ts'

const read = (text: string) => readWhen(text.split(' '))

describe('readWhen', () => {
  it.each([
    ['7d', '7d', 1],
    ['07D', '7d', 1],
    ['7days', '7d', 1],
    ['7 days', '7d', 2],
    ['7 days ago', '7d', 3],
    ['7d ago', '7d', 2],
    ['1 week more', '1w', 2],
    ['12hrs', '12h', 1],
    ['1 hour ago', '1h', 3],
    ['45 minutes', '45min', 2],
    ['2026-11-01', '2026-11-01', 1],
    ['2024-02-29', '2024-02-29', 1],
    ['2026-11-01 alias/x', '2026-11-01', 1],
    ['2026-11-01 09:30', '2026-11-01T09:30', 2],
    ['2026-11-01T09:30', '2026-11-01T09:30', 1],
    ['2026-11-01t09:30:15.123Z', '2026-11-01T09:30', 1],
    ['2026-11-01T23:59Z', '2026-11-01T23:59', 1],
  ])('reads %j', (text, value, taken) => {
    expect(read(text)).toEqual({ value, taken })
  })

  it.each([
    '',
    '7',
    '7 apples',
    '7y',
    'monday',
    'yesterday',
    '2026-02-29',
    '2026-13-01',
    '2026-11-31',
    '1969-12-31',
    '2026-11-01T24:00',
    '2026-11-01T09:60',
    '2026-11',
    '01.11.2026',
    '11/01/2026',
    '99999d',
    '-7d',
  ])('knows no time in %j', (text) => {
    expect(read(text)).toBeNull()
  })
})

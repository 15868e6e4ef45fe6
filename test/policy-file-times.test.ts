import { describe, expect, it } from 'vitest'
import { readPolicy } from '../src/policy-file.ts'

const GOOD = 'channel: C0AUDIT\nrequesters: [S0ONCALL, U0ANN]\napprovals: 0\n'
const HOUR = 3_600_000

function problemsOf(text: string): readonly string[] {
  const found = readPolicy(text, 'policy.yml')
  return found.ok ? [] : found.problems
}

describe('the time to decide', () => {
  const expiring = (written: string) => `${GOOD}expires: ${written}\n`

  it.each([
    ['8h', 8 * HOUR],
    ['90m', 1.5 * HOUR],
    ['2d', 48 * HOUR],
    ['1.5h', 1.5 * HOUR],
    ['1.1h', 3_960_000],
    ['"8h"', 8 * HOUR],
    ['8 hours', 8 * HOUR],
    ['1 day', 24 * HOUR],
    ['1w', 168 * HOUR],
    ['45s', 45_000],
    ['1ms', 1],
    ['365d', 365 * 24 * HOUR],
    ['1y', 365.25 * 24 * HOUR],
  ])('is read in words: %s', (written, expires) => {
    expect(readPolicy(expiring(written), 'policy.yml')).toMatchObject({ ok: true, policy: { expires } })
  })

  const wrong = [
    ...['8', '28800000', '"8"', '""', '-1h', '0s', '0.4ms', 'soon', '400d', '366d', '2y', '[8h]', '{ h: 8 }'],
    ...['true', '8h30m', '1e3h', '.5h', 'h', '8 parsecs', '1:30', '٨h', '9007199254740993h', '8h,'],
    ...['30M', '8H', '1 Day', '8 HOURS', '1Y', '5 mS'],
    `"${'1'.repeat(200)}h"`,
  ]

  it.each(wrong)('is refused as anything else: %s', (written) => {
    const problem = 'policy.yml:4:10: expires must be a length of time such as 8h, 90m or 2d, at most a year.'
    expect(problemsOf(expiring(written))).toEqual([problem])
  })

  it('is refused in a rule as it is at the top', () => {
    expect(problemsOf(`${GOOD}rules:\n  - name: slow\n    expires: 8\n`)).toEqual([
      'policy.yml:6:14: rule “slow”: expires must be a length of time such as 8h, 90m or 2d, at most a year.',
    ])
  })

  it.each(['expires:', 'expires: ~', 'expires: null'])('is refused when it is left empty: %s', (line) => {
    expect(problemsOf(`${GOOD}${line}\n`)[0]).toMatch(
      /^policy\.yml:4:(9|10): expires is empty and must be a length/,
    )
  })
})

describe('the reminder', () => {
  const reminding = (written: string) => `${GOOD}remind: ${written}\n`

  it.each([
    ['30m before expiry', HOUR / 2],
    ['"1 hour before expiry"', HOUR],
    ['2h  BEFORE  Expiry', 2 * HOUR],
    ['none', 'none'],
  ])('is read in words: %s', (written, remind) => {
    expect(readPolicy(reminding(written), 'policy.yml')).toMatchObject({ ok: true, policy: { remind } })
  })

  it.each([
    ...[
      '30m',
      '30',
      '1800000',
      '30 before expiry',
      'before expiry',
      'None',
      'no',
      'false',
      'soon before expiry',
    ],
    ...[
      '30M before expiry',
      '1 Hour before expiry',
      '30m after expiry',
      '0s before expiry',
      '[30m before expiry]',
      '2y before expiry',
      '30m before expiry day',
    ],
  ])('is refused as anything else: %s', (written) => {
    expect(problemsOf(reminding(written))).toEqual([
      'policy.yml:4:9: remind must be a length of time “before expiry”, such as 30m before expiry, or none.',
    ])
  })
})

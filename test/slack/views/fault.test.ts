import { describe, expect, it } from 'vitest'
import { faultWords } from '../../../src/slack/views/fault.ts'

describe('faultWords', () => {
  it.each([
    ['unknown_ca', 'a CA that the bot does not know'],
    ['wrong_name', 'another host name'],
    ['expired', 'has expired'],
    ['client_refused', 'the bot’s own certificate'],
    ['no_tls', 'does not speak TLS'],
  ] as const)('says what is wrong with TLS: %s', (tls, words) => {
    const text = faultWords({ kind: 'tls', outcome: 'not_sent', tls })
    expect(text).toContain(words)
    expect(text).toMatch(/An operator finds what mends it in the log\.$/)
  })

  it.each([
    [200, false],
    [302, false],
    [400, true],
    [503, true],
  ])('shows the status %s only where it explains something', (status, shown) => {
    expect(faultWords({ kind: 'flag_disagrees', outcome: 'unknown', status }).includes('HTTP')).toBe(shown)
  })

  it('says that a period could not be confirmed', () => {
    expect(faultWords({ kind: 'period_untold', outcome: 'unknown', status: 200 })).toBe(
      'Rotation reads as on, but CipherTrust does not say with which period.',
    )
  })

  it('says less where it is not known what is wrong with TLS', () => {
    expect(faultWords({ kind: 'tls', outcome: 'not_sent' })).toContain('was not accepted')
  })
})

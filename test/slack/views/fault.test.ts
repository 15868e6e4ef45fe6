import { describe, expect, it } from 'vitest'
import { askAgain, faultWords } from '../../../src/slack/views/fault.ts'

describe('faultWords', () => {
  it.each([
    ['unknown_ca', 'an authority that the bot does not know'],
    ['wrong_name', 'another host name'],
    ['expired', 'has expired'],
    ['client_refused', 'the bot’s own certificate'],
    ['no_tls', 'does not speak TLS'],
  ] as const)('says what is wrong with TLS: %s', (tls, words) => {
    expect(faultWords({ kind: 'tls', outcome: 'not_sent', tls })).toContain(words)
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

describe('askAgain', () => {
  it.each([
    ['unreachable', /^Ask again in a few minutes\.$/],
    ['late', /^Ask again in a few minutes\.$/],
    ['tls', /has to mend this/],
    ['forbidden', /has to mend this/],
    ['aws', /finds the reason in its log\. Ask again once it is gone\.$/],
  ] as const)('says who can do what about it: %s', (kind, said) => {
    expect(askAgain({ kind })).toMatch(said)
  })
})

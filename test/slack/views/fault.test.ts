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

  it('has its codes within its sentence', () => {
    expect(
      faultWords({ kind: 'rejected', outcome: 'not_done', status: 400, ciphertrustRequest: 'r-1' }),
    ).toBe('CipherTrust refused what was asked of it (HTTP 400, CipherTrust request r-1).')
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
    ['aws', /finds the reason in its log\. Ask again once that is mended\.$/],
    ['too_many_keys', /^Ask again with the ARN of the key\.$/],
  ] as const)('says who can do what about it: %s', (kind, said) => {
    expect(askAgain({ kind })).toMatch(said)
  })

  it('speaks of no minutes to whoever reads it at any time', () => {
    expect(askAgain({ kind: 'unreachable' }, 'ever')).toBe('Ask again if it is still wanted.')
  })
})

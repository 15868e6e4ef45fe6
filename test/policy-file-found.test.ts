import { describe, expect, it } from 'vitest'
import { problemsAt } from '../src/policy-file.ts'

const TEXT = `channel: C0AUDIT
requesters: [S0ONCALL, U0ANN]
approvals: 0
rules:
  - name: production
    notify:
      - C0PAYMENTS
`

describe('problemsAt', () => {
  it('tells what was found elsewhere at its place, in the order of the file', () => {
    const found = [
      { path: ['rules', 0, 'notify', 0], problem: 'is gone' },
      { path: ['requesters', 1], problem: 'is a guest' },
    ]
    const told = [
      'policy.yml:2:24: entry 2 of requesters is a guest.',
      'policy.yml:7:9: rule “production”: entry 1 of notify is gone.',
    ]
    expect(problemsAt(found, TEXT, 'policy.yml')).toEqual(told)
    expect(problemsAt(found, `\ufeff${TEXT}`, 'policy.yml')).toEqual(told)
  })
})

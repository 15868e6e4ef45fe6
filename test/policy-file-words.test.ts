import { describe, expect, it } from 'vitest'
import { readPolicy } from '../src/policy-file.ts'

const GOOD = 'channel: C0AUDIT\nrequesters: [S0ONCALL, U0ANN]\napprovals: 0\n'

function problemsOf(text: string): readonly string[] {
  const found = readPolicy(text, 'policy.yml')
  return found.ok ? [] : found.problems
}

describe('readPolicy', () => {
  it('lets the library that reads YAML print nothing of its own', async () => {
    const printed: unknown[] = []
    const note = (warning: unknown) => void printed.push(warning)
    process.on('warning', note)
    problemsOf('{ticket}: x\nchannel: !id C0AUDIT\n')
    await new Promise((resolve) => setImmediate(resolve))
    process.off('warning', note)
    expect(printed).toEqual([])
  })

  it.each([
    ['channel: audit\n'],
    ['requesters: S0ONCALL\n'],
    ['requesters: 7\nchannel: [x]\napprovals: no\n'],
    ['[a, b]'],
    ['a: b: c\n'],
    ['\0\u0001'],
    ['{ticket}: x\n'],
    ['rules: &r [*r]\nreason: &b { reason: *b }\n'],
    [`${GOOD}rules: [[[]]]\nreason: []\nremind: {}\naskIn: {}\nnotify: 1\nversion: []\nadmins: [{}]\n`],
    [`${GOOD}rules: [{ name: [], match: [], deny: {}, reason: 1, channel: [], expires: [], remind: [] }]\n`],
    [`${GOOD}rules: [{ match: { aliases: 1, accounts: {}, regions: [[]], tags: [], operations: [1] } }]\n`],
    [`${GOOD}rules: [{ match: { aliases: [], accounts: [], regions: [], tags: {}, operations: [] } }]\n`],
    [`${GOOD}rules: [{ match: { tags: { a: {}, b: [{}], c: 2001-01-01, d: ${'x'.repeat(301)} } } }]\n`],
    [`${GOOD}rules: [{ name: ${'x'.repeat(81)}, deny: ${'x'.repeat(501)} }, { name: Policy, deny: "" }]\n`],
  ])('words every problem for a person: %j', (text) => {
    const problems = problemsOf(text)
    expect(problems.length).toBeGreaterThan(0)
    for (const problem of problems) {
      expect(problem).toMatch(/^policy\.yml:\d+:\d+: .+[^.][.?]$/)
      expect(problem).not.toMatch(
        /[Ii]nvalid|Too (big|small)|[Ee]xpected|undefined|null|NaN|\[object|\n| {4}at |Error/,
      )
    }
  })

  it('does not unfold aliases without end', () => {
    const levels = Array.from(
      { length: 9 },
      (_, n) => `k${n + 1}: &k${n + 1} [${`*k${n}, `.repeat(9)}*k${n}]`,
    )
    expect(problemsOf(`k0: &k0 [x]\n${levels.join('\n')}\n`)).toEqual([
      'policy.yml:2:10: references (*) lead too far here: write the values out.',
    ])
  })

  it.each([
    ['of 10 MB', 'x'.repeat(10_000_000)],
    ['that is nested without end', `requesters: ${'['.repeat(20_000)}`],
  ])('answers a file %s with one sentence', (_, text) => {
    expect(problemsOf(text)).toEqual([expect.stringMatching(/^policy\.yml:\d+:\d+: [^\n]+\.$/)])
  })
})

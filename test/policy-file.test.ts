import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readPolicy } from '../src/policy-file.ts'

const GOOD = 'channel: C0AUDIT\nrequesters: [S0ONCALL, U0ANN]\napprovals: 0\n'
const policy = { channel: 'C0AUDIT', requesters: ['S0ONCALL', 'U0ANN'], approvals: 0 }

function problemsOf(text: string): readonly string[] {
  const found = readPolicy(text, 'policy.yml')
  return found.ok ? [] : found.problems
}

/** Where each problem is, and what it is about: the first word after the place. */
function places(text: string): readonly string[] {
  return problemsOf(text).map((problem) => problem.split(' ').slice(0, 2).join(' '))
}

describe('readPolicy', () => {
  it.each([
    ['as people write it', GOOD],
    ['with the line ends of Windows', GOOD.replaceAll('\n', '\r\n')],
    ['with a byte order mark', `\ufeff${GOOD}`],
    ['without a line end', GOOD.trim()],
    ['in JSON', JSON.stringify(policy)],
    ['with comments and a document mark', `---\n# reviewed\n${GOOD}`],
    ['with an anchor', 'channel: &a C0AUDIT\nrequesters: [S0ONCALL, U0ANN]\napprovals: 0\n'],
  ])('reads a policy %s', (_, text) => {
    expect(readPolicy(text, 'policy.yml')).toEqual({ ok: true, policy })
  })

  it('reads the example', () => {
    expect(problemsOf(readFileSync(new URL('../policy.example.yml', import.meta.url), 'utf8'))).toEqual([])
  })

  it.each<[string, string, readonly string[]]>([
    ['a channel by name', GOOD.replace('C0AUDIT', '"#audit"'), ['policy.yml:1:10: channel']],
    ['a person by name', GOOD.replace('U0ANN', 'ann'), ['policy.yml:2:24: requesters.1']],
    [
      'the same on Windows',
      GOOD.replace('U0ANN', 'ann').replaceAll('\n', '\r\n'),
      ['policy.yml:2:24: requesters.1'],
    ],
    [
      'the same after a byte order mark',
      `\ufeff${GOOD.replace('U0ANN', 'ann')}`,
      ['policy.yml:2:24: requesters.1'],
    ],
    ['nobody', GOOD.replace('[S0ONCALL, U0ANN]', '[]'), ['policy.yml:2:13: requesters']],
    [
      'one group that is no list',
      GOOD.replace('[S0ONCALL, U0ANN]', 'S0ONCALL'),
      ['policy.yml:2:13: requesters'],
    ],
    ['an approval', GOOD.replace('0\n', '1\n'), ['policy.yml:3:12: approvals']],
    ['approvals as text', GOOD.replace(' 0\n', ' "0"\n'), ['policy.yml:3:12: approvals']],
    ['an unknown field', `${GOOD}admins: [U0ANN]\n`, ['policy.yml:4:1: admins']],
    [
      'unknown fields by number and by an inherited name',
      `${GOOD}7: x\nconstructor: x\n__proto__: x\n`,
      ['policy.yml:4:1: 7', 'policy.yml:5:1: constructor', 'policy.yml:6:1: __proto__'],
    ],
    ['no channel', GOOD.replace(/channel.*\n/, ''), ['policy.yml:1:1: channel']],
    ['no approvals', GOOD.replace(/approvals.*\n/, ''), ['policy.yml:1:1: approvals']],
    [
      'empty fields',
      'channel:\nrequesters:\napprovals:\n',
      ['policy.yml:1:9: channel', 'policy.yml:2:12: requesters', 'policy.yml:3:11: approvals'],
    ],
    ['nothing', '', ['policy.yml:1:1: the']],
    ['comments alone', '# soon\n', ['policy.yml:1:1: the']],
    ['a list', '- C0AUDIT\n', ['policy.yml:1:1: the']],
    ['one word', 'policy', ['policy.yml:1:1: the']],
    ['a field twice', `${GOOD}approvals: 0\n`, ['policy.yml:4:1: this']],
    ['a tab', 'channel: C0AUDIT\nrequesters:\n\t- U0ANN\n', ['policy.yml:3:1: this']],
    ['a list that does not end', 'requesters: [U0ANN', ['policy.yml:1:19: this']],
    ['two documents', `${GOOD}---\n${GOOD}`, ['policy.yml:4:1: this']],
    ['an alias without an anchor', GOOD.replace('U0ANN', '*ann'), ['policy.yml:2:24: aliases']],
    [
      'a list behind an alias',
      `x: &a [ann]\nchannel: C0AUDIT\nrequesters: *a\napprovals: 0\n`,
      ['policy.yml:3:13: requesters.0', 'policy.yml:1:1: x'],
    ],
  ])('says where the problem is with %s', (_, text, expected) => {
    expect(places(text)).toEqual(expected)
  })

  it('says of each missing field what to write', () => {
    expect(problemsOf('{}')).toEqual([
      'policy.yml:1:1: channel is missing: write the id of the channel where every request is shown.',
      'policy.yml:1:1: requesters is missing: list the ids of those who may ask.',
      'policy.yml:1:1: approvals is missing: write approvals: 0.',
    ])
  })

  it('says every problem at once', () => {
    const text = 'channel: audit\nrequesters: [ann, U0BOB, bob]\napprovals: 1\nexpires: 8h\n'
    expect(places(text)).toEqual([
      'policy.yml:1:10: channel',
      'policy.yml:2:14: requesters.0',
      'policy.yml:2:26: requesters.2',
      'policy.yml:3:12: approvals',
      'policy.yml:4:1: expires',
    ])
  })

  it.each([
    ['channel: audit\n'],
    ['requesters: S0ONCALL\n'],
    ['requesters: 7\nchannel: [x]\napprovals: no\n'],
    ['[a, b]'],
    ['a: b: c\n'],
    ['\0\u0001'],
  ])('words every problem for a person: %j', (text) => {
    const problems = problemsOf(text)
    expect(problems.length).toBeGreaterThan(0)
    for (const problem of problems) {
      expect(problem).toMatch(/^policy\.yml:\d+:\d+: .+[^.]\.$/)
      expect(problem).not.toMatch(/Invalid input|undefined|null|\n| {4}at |Error/)
    }
  })

  it('does not unfold aliases without end', () => {
    const levels = Array.from(
      { length: 9 },
      (_, n) => `k${n + 1}: &k${n + 1} [${`*k${n}, `.repeat(9)}*k${n}]`,
    )
    const problems = problemsOf(`k0: &k0 [x]\n${levels.join('\n')}\n`)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(/^policy\.yml:2:10: aliases .+\.$/)
  })

  it.each([
    ['of 10 MB', 'x'.repeat(10_000_000)],
    ['that is nested without end', `requesters: ${'['.repeat(20_000)}`],
  ])('answers a file %s with a sentence', (_, text) => {
    expect(problemsOf(text)[0]).toMatch(/^policy\.yml:\d+:\d+: .+\.$/)
  })
})

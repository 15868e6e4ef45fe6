import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readPolicy } from '../src/policy-file.ts'

const GOOD = 'channel: C0AUDIT\nrequesters: [S0ONCALL, U0ANN]\napprovals: 0\n'
const HOUR = 3_600_000
const policy = {
  ...{ channel: 'C0AUDIT', requesters: ['S0ONCALL', 'U0ANN'], approvals: 0 },
  ...{ approvers: [], admins: [], expires: 8 * HOUR },
}
const ONE = GOOD.replace('0\n', '1\n')

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
    ['in JSON', JSON.stringify({ ...policy, approvers: undefined, admins: undefined, expires: '8h' })],
    ['with comments and a document mark', `---\n# reviewed\n${GOOD}`],
    ['with an anchor', 'channel: &a C0AUDIT\nrequesters: [S0ONCALL, U0ANN]\napprovals: 0\n'],
  ])('reads a policy %s', (_, text) => {
    expect(readPolicy(text, 'policy.yml')).toEqual({ ok: true, policy })
  })

  it('reads a policy in which a second person decides', () => {
    const text = `${GOOD.replace('0\n', '1\n')}approvers: [S0SECURITY, U0SAM]\nadmins: [U0LEAD]\nexpires: 2d\n`
    expect(readPolicy(text, 'policy.yml')).toEqual({
      ok: true,
      policy: {
        ...{ ...policy, approvals: 1, approvers: ['S0SECURITY', 'U0SAM'], admins: ['U0LEAD'] },
        expires: 48 * HOUR,
      },
    })
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
    ['two approvals', GOOD.replace('0\n', '2\n'), ['policy.yml:3:12: approvals']],
    ['approvals as text', GOOD.replace(' 0\n', ' "0"\n'), ['policy.yml:3:12: approvals']],
    ['an unknown field', `${GOOD}owners: [U0ANN]\n`, ['policy.yml:4:1: owners']],
    ['nobody who could approve', ONE, ['policy.yml:1:1: approvers']],
    ['an empty list of approvers', `${ONE}approvers: []\n`, ['policy.yml:4:12: approvers']],
    ['approvers that are empty', `${ONE}approvers:\n`, ['policy.yml:4:11: approvers']],
    ['approvers that are no list', `${ONE}approvers: S0SECURITY\n`, ['policy.yml:4:12: approvers']],
    ['an approver by name', `${ONE}approvers: [U0SAM, kim]\n`, ['policy.yml:4:20: approvers.1']],
    ['a lone approver who may ask too', `${ONE}approvers: [U0ANN]\n`, ['policy.yml:4:12: approvers']],
    ['an empty list of admins', `${GOOD}admins: []\n`, ['policy.yml:4:9: admins']],
    ['an admin by name', `${GOOD}admins:\n  - U0BOB\n  - "@lead"\n`, ['policy.yml:6:5: admins.1']],
    ['a channel among the admins', `${GOOD}admins: [C0AUDIT]\n`, ['policy.yml:4:10: admins.0']],
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
      'policy.yml:1:1: approvals is missing: write approvals: 0, or approvals: 1 for a second person.',
    ])
  })

  it.each<[string, string, readonly string[]]>([
    [
      'of every kind',
      'channel: audit\nrequesters: [ann, U0BOB, bob]\napprovals: 2\nexpires: 8\nowners: []\n',
      [
        ...['1:10: channel', '2:14: requesters.0', '2:26: requesters.2', '3:12: approvals'],
        ...['4:10: expires', '5:1: owners'],
      ],
    ],
    [
      'with approvers, admins and the time to decide',
      `${ONE}approvers: [sam, U0SAM, kim]\nadmins: [C0X]\nexpires: soon\n`,
      ['4:13: approvers.0', '4:25: approvers.2', '5:10: admins.0', '6:10: expires'],
    ],
    [
      'and nobody who could approve',
      `${ONE.replace('C0AUDIT', 'audit').replace('U0ANN', 'ann')}expires: 8\nowners: []\n`,
      ['1:10: channel', '2:24: requesters.1', '4:10: expires', '5:1: owners', '1:1: approvers'],
    ],
    [
      'and requesters that are not there',
      'approvals: 1\n',
      ['1:1: channel', '1:1: requesters', '1:1: approvers'],
    ],
    [
      'and a lone approver who may ask too',
      `${ONE}approvers: [U0ANN]\nadmins: []\n`,
      ['5:9: admins', '4:12: approvers'],
    ],
  ])('says every problem at once: %s', (_, text, expected) => {
    expect(places(text)).toEqual(expected.map((place) => `policy.yml:${place}`))
  })

  it('says of approvers what is wrong with them', () => {
    const rest = 'policy.yml:1:1: approvers must list who may approve: it is not there.'
    expect(problemsOf(ONE)).toEqual([rest])
    expect(problemsOf(`${ONE}approvers: [U0ANN]\n`)).toEqual([
      'policy.yml:4:12: approvers names one person, who may ask too: nobody could approve what they ask for.',
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
    ['1 Day', 24 * HOUR],
    ['1w', 168 * HOUR],
    ['45s', 45_000],
    ['1ms', 1],
    ['365d', 365 * 24 * HOUR],
    ['1y', 365.25 * 24 * HOUR],
  ])('is read in words: %s', (written, expires) => {
    expect(readPolicy(expiring(written), 'policy.yml')).toEqual({ ok: true, policy: { ...policy, expires } })
  })

  it.each([
    ...[
      '8',
      '"8"',
      '""',
      '-1h',
      '0s',
      '0.4ms',
      'soon',
      '400d',
      '366d',
      '2y',
      '[8h]',
      '{ h: 8 }',
      'null',
      '~',
    ],
    ...['true', '8h30m', '1e3h', '.5h', 'h', '8 parsecs', '1:30', '٨h', '9007199254740993h', '8h,'],
    `"${'1'.repeat(200)}h"`,
  ])('is refused as anything else: %s', (written) => {
    const problem = 'policy.yml:4:10: expires must be a length of time such as 8h, 90m or 2d, at most a year.'
    expect(problemsOf(expiring(written))).toEqual([problem])
  })

  it('is refused when it is left empty', () => {
    expect(places(`${GOOD}expires:\n`)).toEqual(['policy.yml:4:9: expires'])
  })
})

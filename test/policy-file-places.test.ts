import { describe, expect, it } from 'vitest'
import { readPolicy } from '../src/policy-file.ts'

const GOOD = 'channel: C0AUDIT\nrequesters: [S0ONCALL, U0ANN]\napprovals: 0\n'
const ONE = GOOD.replace('0\n', '1\n')

function problemsOf(text: string): readonly string[] {
  const found = readPolicy(text, 'policy.yml')
  return found.ok ? [] : found.problems
}

/** Where each problem is, and what it is about: the words that follow the place. */
function places(text: string, expected: readonly string[]): readonly string[] {
  return problemsOf(text).map((problem, index) => problem.slice(11, 11 + (expected[index]?.length ?? 0)))
}

describe('readPolicy', () => {
  it.each<[string, string, readonly string[]]>([
    ['a person by name', GOOD.replace('U0ANN', 'ann'), ['2:24: entry 2 of requesters is']],
    [
      'the same on Windows',
      GOOD.replace('U0ANN', 'ann').replaceAll('\n', '\r\n'),
      ['2:24: entry 2 of requesters'],
    ],
    [
      'the same after a byte order mark',
      `\ufeff${GOOD.replace('U0ANN', 'ann')}`,
      ['2:24: entry 2 of requesters'],
    ],
    ['a first line after a byte order mark', `\ufeff${GOOD.replace('C0', 'X0')}`, ['1:10: channel must']],
    [
      'a group that is no list',
      GOOD.replace('[S0ONCALL, U0ANN]', 'S0ONCALL'),
      ['2:13: requesters must be a list'],
    ],
    ['a direct message as a channel', GOOD.replace('C0', 'D0'), ['1:10: channel must']],
    ['approvers that are empty', `${ONE}approvers:\n`, ['4:11: approvers is empty and must be a list']],
    ['an admin by name', `${GOOD}admins:\n  - U0BOB\n  - "@lead"\n`, ['6:5: entry 2 of admins is']],
    ['a channel among the admins', `${GOOD}admins: [C0AUDIT]\n`, ['4:10: entry 1 of admins is']],
    [
      'unknown fields by number, by an inherited name and by none',
      `${GOOD}7: x\nconstructor: x\n<<: { a: b }\n`,
      ['4:1: 7 is not', '5:1: constructor is not', '6:1: << is not'],
    ],
    [
      'a name of JavaScript’s own, wherever it is one, before anything else is judged',
      `${GOOD}__proto__: x\nowners: x\nrules: [{ name: __proto__, match: { tags: { "__proto__": x } } }]\n`,
      ['4:1: __proto__ cannot be a name here', '6:45: __proto__ cannot be a name here'],
    ],
    ['a version of YAML', `%YAML 1.2\n---\n${GOOD}`, ['1:1: a policy has no directives']],
    [
      'empty fields',
      'channel:\nrequesters:\napprovals:\n',
      ['1:9: channel is empty', '2:12: requesters is empty', '3:11: approvals is empty'],
    ],
    ['a list', '- C0AUDIT\n', ['1:1: the policy must be a mapping']],
    ['one word', 'policy', ['1:1: the policy must be a mapping']],
    [
      'a list behind an alias',
      'x: &a [ann]\nchannel: C0AUDIT\nrequesters: *a\napprovals: 0\n',
      ['1:1: x is not', '3:13: entry 1 of requesters'],
    ],
    ['rules that are a mapping', `${GOOD}rules: {}\n`, ['4:8: rules must be a list']],
    ['rules that are empty', `${GOOD}rules:\n`, ['4:7: rules is empty and must be a list']],
    [
      'rules that are no mappings',
      `${GOOD}rules: [a, 7, ~, []]\n`,
      [
        '4:9: rule 1 must be',
        '4:12: rule 2 must be',
        '4:15: rule 3 is empty and must be',
        '4:18: rule 4 must be',
      ],
    ],
    [
      'names that cannot be read',
      `${GOOD}rules:\n  - name: 7\n    approvals: x\n    match: { regions: [eu-west-1] }\n  - deny: no\n    match: { regions: [eu-west-2] }\n  - name: ""\n    notify: C0X\n`,
      [
        ...[
          '5:11: rule 1: name must be a text',
          '6:16: rule 1: approvals must be',
          '8:5: rule 2: name is missing',
        ],
        ...['10:11: rule 3: name is empty', '11:13: rule 3: notify must be a list'],
      ],
    ],
    [
      'fields inside a rule',
      `${GOOD}rules:
  - name: prod
    match:
      alias: [alias/x]
      accounts: [123456789012, "1"]
      regions: eu
      tags: { env: true, team: [a, 1], none: [], "": x }
      operations: [stop]
    reason:
      ticket: CHG
      required: 1
      link: "https://x"
    aprovals: 1
    remind: 1h
`,
      [
        ...['7:7: rule “prod”: alias is not a field of match; did you mean aliases?'],
        ...['8:18: rule “prod”: entry 1 of match.accounts', '8:32: rule “prod”: entry 2 of match.accounts'],
        ...['9:16: rule “prod”: match.regions must be a list', '10:20: rule “prod”: match.tags.env must'],
        ...[
          '10:36: rule “prod”: entry 2 of match.tags.team must',
          '10:46: rule “prod”: match.tags.none names',
        ],
        ...[
          '10:54: rule “prod”: match.tags.“” is not',
          '11:20: rule “prod”: entry 1 of match.operations must',
        ],
        ...['13:7: rule “prod”: ticket is not a field of reason; did you mean tickets?'],
        ...['14:17: rule “prod”: reason.required', '15:13: rule “prod”: reason.link must'],
        ...['16:5: rule “prod”: aprovals is not a field of a rule; did you mean approvals?'],
        ...['17:13: rule “prod”: remind must'],
      ],
    ],
    [
      'what is wrong in itself and what is wrong with the rest, in the order of the file',
      `${ONE}approvers: [U0ANN]\nadmins: []\nrules:\n  - name: all\n  - name: none\n    expires: 8\nowners: x\n`,
      [
        ...['3:12: approvals is 1', '5:9: admins names nobody', '8:5: rule “none” can be reached by no key'],
        ...['9:14: rule “none”: expires must', '10:1: owners is not'],
      ],
    ],
    [
      'approvals, which is told of once',
      `channel: C0AUDIT\nrequesters: [U0ANN]\napprovals: -1.5\n`,
      ['3:12: approvals must be a whole number'],
    ],
  ])('says where the problem is with %s', (_, text, expected) => {
    expect(places(text, expected)).toEqual(expected)
  })

  it.each([
    [
      'that has two mistakes',
      `approvals: 0\nrules: [{ name: a, match: { regions: [${'X'.repeat(301)}] } }]`,
      'regions is longer than',
    ],
    [
      'that is wrong and has no effect',
      'approvals: 0\nrules: [{ name: a, deny: "No.", approvals: x }]',
      'approvals must be a number',
    ],
  ])('says one sentence of a value %s', (_, rest, expected) => {
    const problems = problemsOf(GOOD.replace('approvals: 0', rest))
    expect(problems).toEqual([expect.stringContaining(expected)])
  })

  it('says of each missing field what to write', () => {
    expect(problemsOf('{}')).toEqual([
      'policy.yml:1:1: channel is missing: write the id of the channel where every request is shown.',
      'policy.yml:1:1: requesters is missing: list the ids of those who may ask.',
      'policy.yml:1:1: approvals is missing: write approvals: 0, or approvals: 1 for a second person.',
    ])
  })

  it.each([
    ['approver', 'approvers'],
    ['Approvals', 'approvals'],
    ['ask_in', 'askIn'],
    ['rule', 'rules'],
    ['reminder', 'remind'],
    ['expire', 'expires'],
    ['chanel', 'channel'],
  ])('knows what %s was meant to be', (field, meant) => {
    expect(problemsOf(`${GOOD}${field}: x\n`)).toEqual([
      `policy.yml:4:1: ${field} is not a field of the policy; did you mean ${meant}?`,
    ])
  })

  it.each([
    [
      'at the top',
      'quorum: 2',
      '4:1: quorum',
      'the policy; there are version, channel, requesters, approvers, ',
    ],
    [
      'in a rule',
      'rules: [{ name: x, quorum: 2 }]',
      '4:20: rule “x”: quorum',
      'a rule; there are name, match, deny, ',
    ],
    [
      'in match',
      'rules: [{ name: x, match: { key: y } }]',
      '4:29: rule “x”: key',
      'match; there are aliases, accounts, regions, tags, operations.',
    ],
    ['in reason', 'reason: { url: x }', '4:11: url', 'reason; there are required, tickets, link.'],
  ])('lists the fields there are where none is near: %s', (_, line, place, rest) => {
    expect(problemsOf(`${GOOD}${line}\n`)).toEqual([
      expect.stringContaining(`policy.yml:${place} is not a field of ${rest}`),
    ])
  })

  it('names no more than fifty unknown fields', () => {
    const unknown = Array.from({ length: 60 }, (_, n) => `unknown${n}: x\n`).join('')
    expect(problemsOf(`${GOOD}${unknown}`)).toHaveLength(50)
  })
})

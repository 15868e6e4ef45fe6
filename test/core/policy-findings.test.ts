import { describe, expect, it } from 'vitest'
import { findings } from '../../src/core/policy-findings.ts'

const TOP = { channel: 'C0AUDIT', requesters: ['U0ANN'], approvers: ['U0SAM', 'U0KIM'], approvals: 1 }
const STOP = { operations: ['disable-auto-rotation'] }
const withRule = (fields: object) => ({ rules: [{ name: 'one', ...fields }] })
const at = (region: string) => ({ match: { regions: [region] } })

/** Where each finding is, with the first words of what is said there. */
function found(changes: object, words = 0): readonly string[] {
  return findings({ ...TOP, ...changes }).map(({ path, problem }) =>
    [path.join('.'), ...problem.split(' ').slice(0, words)].join(' '),
  )
}

describe('findings', () => {
  it.each<[string, object, readonly string[]]>([
    ['a policy as it should be', {}, []],
    ['no approval without approvers', { approvals: 0, approvers: undefined }, []],
    ['an approval without approvers', { approvers: undefined }, ['approvals']],
    ['as many approvals as people', { approvals: 2 }, []],
    ['more approvals than people', { approvals: 3 }, ['approvals']],
    ['people who are named twice', { approvals: 2, approvers: ['U0SAM', 'U0SAM'] }, ['approvals']],
    [
      'more approvals than entries, of which one is a group',
      { approvals: 9, approvers: ['U0SAM', 'S0X'] },
      [],
    ],
    ['one approval of two who may ask', { requesters: ['U0SAM', 'U0KIM'] }, []],
    [
      'two approvals of two, one of whom may ask',
      { approvals: 2, requesters: ['U0SAM', 'S0X'] },
      ['approvals'],
    ],
    ['a lone approver who may ask', { approvers: ['U0ANN'] }, ['approvals']],
    ['the same in a group that asks', { approvers: ['U0SAM'], requesters: ['S0X'] }, []],
    ['no approval of a lone approver who may ask', { approvals: 0, approvers: ['U0ANN'] }, []],
    ['more approvals in a rule', withRule({ approvals: 3 }), ['rules.0.approvals']],
    [
      'fewer approvers in a rule',
      { approvals: 2, ...withRule({ approvers: ['U0X'] }) },
      ['rules.0.approvers'],
    ],
    [
      'other requesters in a rule',
      { approvals: 2, ...withRule({ requesters: ['U0KIM'] }) },
      ['rules.0.requesters'],
    ],
    [
      'what a rule mends',
      { approvals: 0, approvers: undefined, ...withRule({ approvals: 1, approvers: ['U0X'] }) },
      [],
    ],
    ['what a rule only inherits, once', { approvals: 3, ...withRule({ notify: ['C0X'] }) }, ['approvals']],
    [
      'a quorum in a rule without approvers',
      { approvals: 0, approvers: undefined, ...withRule({ approvals: 1 }) },
      ['rules.0.approvals'],
    ],
    ['approvers that are told of already', { approvals: 3, approvers: ['sam'] }, []],
    ['approvals that are told of already', { approvals: 'x', approvers: undefined }, []],
    [
      'a rule whose approvals are told of already',
      { approvals: 3, ...withRule({ approvals: -1 }) },
      ['approvals'],
    ],
  ])('knows what nobody can approve: %s', (_, changes, expected) => {
    expect(found(changes)).toEqual(expected)
  })

  it.each<[string, object, RegExp]>([
    ['approvals', { approvals: 3 }, /^is 3, but approvers names only 2 people: name more/],
    [
      'approvers',
      { approvals: 2, ...withRule({ approvers: ['U0X'] }) },
      /^names only one person, but approvals is 2: name more/,
    ],
    [
      'approvals, where one may ask',
      { approvers: ['U0ANN'] },
      /only one person, and U0ANN may ask too: .* name one more approver$/,
    ],
    [
      'approvers, where one may ask',
      withRule({ approvers: ['U0ANN'] }),
      /^names only one person, and U0ANN may ask too, but approvals is 1: .* name one more approver$/,
    ],
    [
      'requesters, where one approves',
      { approvals: 2, ...withRule({ requesters: ['U0KIM'] }) },
      /^names U0KIM, without whom 2 cannot approve: .* name one more approver$/,
    ],
  ])('says what is missing, and what to do, at %s', (_, changes, expected) => {
    expect(findings({ ...TOP, ...changes }).map(({ problem }) => problem)).toEqual([
      expect.stringMatching(expected),
    ])
  })

  it.each<[string, object, readonly string[]]>([
    ['in a rule for that alone', withRule({ match: STOP, approvals: 0 }), ['rules.0.approvals']],
    [
      'in a rule for that and more',
      withRule({ match: { operations: ['enable-auto-rotation', ...STOP.operations] }, approvals: 0 }),
      [],
    ],
    ['in a rule for everything', withRule({ approvals: 0 }), []],
    ['with an approval', withRule({ match: STOP, approvals: 1 }), []],
  ])('lets nobody switch rotation off without an approval: %s', (_, changes, expected) => {
    expect(found(changes)).toEqual(expected)
  })

  it.each<[string, object, readonly string[]]>([
    ['in time', { expires: 1_001, remind: 1_000 }, []],
    ['at the beginning', { expires: 1_000, remind: 1_000 }, ['remind']],
    ['in the eight hours that are not written', { remind: 8 * 3_600_000 - 1 }, []],
    ['after the eight hours that are not written', { remind: 8 * 3_600_000 }, ['remind']],
    ['never', { expires: 1, remind: 'none' }, []],
    ['too late for a short rule', { remind: 1_000, ...withRule({ expires: 500 }) }, ['rules.0.expires']],
    ['too late in a rule', { expires: 1_000, ...withRule({ remind: 2_000 }) }, ['rules.0.remind']],
    ['never in a short rule', { remind: 1_000, ...withRule({ expires: 500, remind: 'none' }) }, []],
    ['at a time that is told of already', { expires: Number.NaN, remind: 9e9 }, []],
  ])('has reminders come %s', (_, changes, expected) => {
    expect(found(changes)).toEqual(expected)
  })

  it.each<[string, object, readonly string[]]>([
    ['with tickets', { reason: { tickets: ['CHG'], link: 'https://x/{ticket}' } }, []],
    ['without', { reason: { link: 'https://x/{ticket}' } }, ['reason.link']],
    ['without, in a rule', withRule({ reason: { link: 'https://x/{ticket}' } }), ['rules.0.reason.link']],
    [
      'without, once where it is written',
      { reason: { link: 'https://x/{ticket}' }, ...withRule({ notify: ['C0X'] }) },
      ['reason.link'],
    ],
    [
      'with tickets that are told of already',
      { reason: { tickets: ['chg'], link: 'https://x/{ticket}' } },
      [],
    ],
  ])('has a link lead to tickets: %s', (_, changes, expected) => {
    expect(found(changes)).toEqual(expected)
  })

  it('says of each field of a denial that it has no effect', () => {
    const fields = { requesters: ['U0X'], approvals: 9, expires: 1, remind: 'none', askIn: ['C0X'] }
    expect(found(withRule({ deny: 'No.', match: STOP, ...fields })).toSorted()).toEqual(
      Object.keys(fields)
        .map((name) => `rules.0.${name}`)
        .toSorted(),
    )
    expect(found(withRule({ deny: 'No.', match: STOP }))).toEqual([])
    expect(found(withRule({ deny: null, notify: ['C0X'] }))).toEqual(['rules.0.notify'])
  })

  it.each<[string, readonly unknown[], readonly string[]]>([
    ['two that differ', ['a', 'b'], []],
    ['two of one name', ['a', 'b', 'a'], ['rules.2.name']],
    ['three of one name', ['a', 'a', 'a'], ['rules.1.name', 'rules.2.name']],
    ['two that differ in capitals and spaces only', ['prod', ' Prod'], ['rules.1.name']],
    ['names that are told of already', [7, 7, '', ''], []],
  ])('tells rules apart: %s', (_, names, expected) => {
    expect(found({ rules: names.map((name, n) => ({ name, ...at(`eu-west-${n}`) })) })).toEqual(expected)
  })

  it.each<[string, readonly unknown[], readonly string[]]>([
    ['none', [{ name: 'a', ...at('eu-*') }, { name: 'b' }], []],
    [
      'one by another',
      [
        { name: 'a', ...at('eu-*') },
        { name: 'b', ...at('eu-west-1') },
      ],
      ['rules.1 can be reached by no key: “a” before'],
    ],
    [
      'all after one that matches every key',
      [{ name: 'a' }, { name: 'b', ...at('eu-west-1') }, { name: 'c' }],
      ['rules.1 can be reached by no key: “a” before', 'rules.2 can be reached by no key: “a” before'],
    ],
    [
      'one by a denial',
      [{ name: 'a', deny: 'No.' }, { name: 'b' }],
      ['rules.1 can be reached by no key: “a” before'],
    ],
    [
      'one by a rule without a name',
      [7, { ...at('eu-*') }, { name: 'b', ...at('eu-west-1') }],
      ['rules.2 can be reached by no key: rule 2'],
    ],
    ['none by a rule that is not well matched', [{ name: 'a', match: { regions: [] } }, { name: 'b' }], []],
    [
      'none by a rule whose match has a slip',
      [{ name: 'a', matches: { regions: ['x'] } }, { name: 'b' }],
      [],
    ],
    ['none that is not well matched itself', [{ name: 'a' }, { name: 'b', match: { regions: 'x' } }], []],
  ])('finds hidden rules: %s', (_, rules, expected) => {
    const said = found({ rules }, 9)
    expect(said.map((one, n) => one.slice(0, expected[n]?.length))).toEqual(expected)
  })

  it('names all that hide a rule together', () => {
    const [finding] = findings({
      ...TOP,
      rules: [
        ...['a', 'b', 'c'].map((name, n) => ({ name, ...at(`eu-west-${n}`) })),
        { name: 'd', match: { regions: ['eu-west-2', 'eu-west-1', 'eu-west-0'] } },
      ],
    })
    expect(finding?.problem).toMatch(
      /^can be reached by no key: “a”, “b” and “c” before it match all that it matches/,
    )
  })

  it.each([null, undefined, 7, 'policy', [], {}, { rules: 7 }, { rules: [null, 7, []] }, { approvals: {} }])(
    'says nothing of what cannot be judged: %j',
    (written) => {
      expect(findings(written)).toEqual([])
    },
  )
})

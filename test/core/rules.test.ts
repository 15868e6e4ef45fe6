import { describe, expect, it } from 'vitest'
import { ChannelId, PersonId } from '../../src/core/ids.ts'
import type { Key, Rotation } from '../../src/core/key.ts'
import type { Operation } from '../../src/core/operations.ts'
import { Policy } from '../../src/core/policy.ts'
import { ruleFor, rulesOf, tagsRead, tagValues, typedIn } from '../../src/core/rules.ts'
import { ANN, AUDIT, aKey, BOB, KIM, policy, SAM, SECURITY, twoPersons } from '../builders.ts'

const ON = 'enable-auto-rotation'
const STOP = 'disable-auto-rotation'
const LEAD = PersonId.parse('U0LEAD')
const OTHER = ChannelId.parse('C0OTHER')
const HOUR = 3_600_000
const top = {
  ...{ channel: AUDIT, requesters: [ANN, BOB], approvers: [SAM, KIM], admins: [BOB], approvals: 1 },
  ...{ expires: HOUR, remind: 60_000, askIn: [AUDIT], notify: [AUDIT] },
  reason: { required: true, tickets: ['CHG'], link: 'https://x/{ticket}' },
}

function withRules(...rules: readonly object[]): Policy {
  return Policy.parse({ ...top, rules: rules.map((rule, n) => ({ name: `rule ${n + 1}`, ...rule })) })
}

/** Whether a rule with this match is the one in force. */
function isInForce(match: object, key: Partial<Key> = {}, operation: Operation = ON): boolean {
  return ruleFor(withRules({ match }), { operation }, aKey(key)).name === 'rule 1'
}

describe('ruleFor', () => {
  it.each([policy, twoPersons, { ...twoPersons, expires: 60_000 }])(
    'is the top where there are no rules',
    (inForce) => {
      const { version: _, rules: __, ...fields } = inForce
      expect(ruleFor(inForce, { operation: ON }, aKey())).toEqual({ ...fields, name: 'policy' })
    },
  )

  it('is the top where none matches', () => {
    expect(ruleFor(withRules({ match: { regions: ['us-*'] } }), { operation: ON }, aKey())).toEqual({
      ...top,
      name: 'policy',
    })
  })

  it('is the first that matches, whatever comes after it', () => {
    const rules = [
      { match: { regions: ['us-*'] } },
      { match: { regions: ['eu-*'] } },
      { match: { tags: { env: 'prod' } } },
      {},
    ]
    expect(ruleFor(withRules(...rules), { operation: ON }, aKey()).name).toBe('rule 2')
    expect(ruleFor(withRules(...rules), { operation: ON }, aKey({ region: 'ap-south-1' })).name).toBe(
      'rule 3',
    )
    expect(
      ruleFor(withRules(...rules), { operation: ON }, aKey({ region: 'ap-south-1', tags: [] })).name,
    ).toBe('rule 4')
  })

  it.each<[string, object]>([
    ['channel', { channel: OTHER }],
    ['requesters', { requesters: [LEAD] }],
    ['approvers', { approvers: [SECURITY] }],
    ['admins', { admins: [LEAD] }],
    ['approvals', { approvals: 2 }],
    ['approvals, to none', { approvals: 0 }],
    ['expires', { expires: 2 * HOUR }],
    ['remind', { remind: 'none' }],
    ['askIn', { askIn: [OTHER] }],
    ['reason, as a whole', { reason: { required: false, tickets: ['INC'] } }],
    ['notify', { notify: [OTHER] }],
    ['deny, which is never at the top', { deny: 'No.' }],
  ])('overrides %s, and nothing else', (_, changes) => {
    expect(ruleFor(withRules(changes), { operation: ON }, aKey())).toEqual({
      ...top,
      ...changes,
      name: 'rule 1',
    })
  })

  it.each<[string, object, Partial<Key>, boolean]>([
    ['nothing asked for', {}, {}, true],
    ['one value of several', { regions: ['us-*', 'eu-*'] }, {}, true],
    ['no value of several', { regions: ['us-*', 'ap-*'] }, {}, false],
    ['every field', { regions: ['eu-*'], accounts: ['123456789012'], tags: { env: 'prod' } }, {}, true],
    [
      'all fields but one',
      { regions: ['eu-*'], accounts: ['999999999999'], tags: { env: 'prod' } },
      {},
      false,
    ],
    ['an account by a pattern', { accounts: ['12345678901?'] }, {}, true],
    ['any of its aliases', { aliases: ['alias/billing'] }, {}, true],
    [
      'an alias by a pattern over its slashes',
      { aliases: ['alias/*/eu'] },
      { aliases: ['alias/a/b/eu'] },
      true,
    ],
    ['none of its aliases', { aliases: ['alias/root-*'] }, {}, false],
    ['a key without an alias', { aliases: ['*'] }, { aliases: [] }, false],
    ['a key without an alias where no alias is asked for', { regions: ['*'] }, { aliases: [] }, true],
    ['a tag with one of several values', { tags: { env: ['dev', 'prod'] } }, {}, true],
    ['a tag by a pattern', { tags: { env: 'pr*' } }, {}, true],
    ['a tag with another value', { tags: { env: 'dev' } }, {}, false],
    ['a tag that the key does not have', { tags: { env: 'prod', team: '*' } }, {}, false],
    ['a tag of an inherited name', { tags: { constructor: '*' } }, {}, false],
    ['a tag in other letters', { tags: { Env: 'prod' } }, {}, false],
    [
      'two tags',
      { tags: { env: 'prod', team: 'a' } },
      {
        tags: [
          { key: 'team', value: 'a' },
          { key: 'env', value: 'prod' },
        ],
      },
      true,
    ],
    ['a tag without a value', { tags: { env: '*' } }, { tags: [{ key: 'env', value: '' }] }, true],
  ])('fields all together, values any of them: %s', (_, match, key, expected) => {
    expect(isInForce(match, key)).toBe(expected)
  })

  it.each([
    [ON, [ON], true],
    [ON, [STOP], false],
    [STOP, [STOP], true],
    [STOP, [ON], false],
    [STOP, [ON, STOP], true],
  ] as const)('matches %s by the operations %j: %s', (operation, operations, expected) => {
    expect(isInForce({ operations }, {}, operation)).toBe(expected)
  })

  it.each([
    [0, ON, 0],
    [0, STOP, 1],
    [1, STOP, 1],
    [3, STOP, 3],
    [3, ON, 3],
  ] as const)('with %i approvals asks of %s for %i', (approvals, operation, expected) => {
    expect(ruleFor({ ...twoPersons, approvals }, { operation }, aKey()).approvals).toBe(expected)
    expect(ruleFor(withRules({ approvals }), { operation }, aKey()).approvals).toBe(expected)
  })

  it.each<[string, number, number | undefined, Rotation]>([
    ['1 to change the period of a key that rotates', 0, 180, { on: true, periodDays: 365 }],
    ['1 to give a period to a key whose own is not told', 0, 180, { on: true }],
    ['2 to do so, where the policy says it', 2, 180, { on: true }],
    ['0 to switch on a key, with a period', 0, 180, { on: false }],
    ['0 to switch on a key that did rotate, with a period', 0, 180, { on: false, periodDays: 365 }],
    ['0 without a period, of a key that rotates', 0, undefined, { on: true }],
  ])('asks for %s', (words, approvals, periodDays, rotation) => {
    const wanted = { operation: ON, periodDays } as const
    for (const one of [{ ...twoPersons, approvals }, withRules({ approvals })])
      expect(ruleFor(one, wanted, aKey({ rotation })).approvals).toBe(Number.parseInt(words, 10))
  })
})

describe('rulesOf', () => {
  it('is every rule over the top, in their order, and then the top', () => {
    const rules = [{ match: { regions: ['eu-west-1'] }, approvals: 2 }, { deny: 'No.' }]
    expect(rulesOf(withRules(...rules))).toEqual([
      { ...top, name: 'rule 1', approvals: 2 },
      { ...top, name: 'rule 2', deny: 'No.' },
      { ...top, name: 'policy' },
    ])
  })
})

describe('tagsRead', () => {
  it('names the tags of every rule, each once, in the order of the alphabet', () => {
    const rules = [
      { match: { tags: { team: 'a', env: 'b' } } },
      { match: { regions: ['eu-west-1'] } },
      {},
      { match: { tags: { app: 'a', env: 'c' } } },
    ]
    expect(tagsRead(withRules(...rules))).toEqual(['app', 'env', 'team'])
    expect(tagsRead(policy)).toEqual([])
  })
})

describe('tagValues', () => {
  it.each([
    ['env', ['prod']],
    ['team', []],
    ['ENV', []],
  ])('of %s is %j', (name, expected) => {
    expect(tagValues(aKey(), name)).toEqual(expected)
  })
})

describe('typedIn', () => {
  it('is everywhere where the top does not say, whatever a rule says', () => {
    const rules = [{ name: 'rule 1', askIn: [OTHER] }]
    expect(typedIn(policy)).toBeNull()
    expect(typedIn(Policy.parse({ channel: AUDIT, requesters: [ANN], approvals: 0, rules }))).toBeNull()
  })

  it('is what the top says and what rules add to it, each once', () => {
    expect(typedIn(withRules())).toEqual([AUDIT])
    expect(typedIn(withRules({ match: { regions: ['eu-west-1'] }, askIn: [OTHER, AUDIT] }, {}))).toEqual([
      OTHER,
      AUDIT,
    ])
  })
})

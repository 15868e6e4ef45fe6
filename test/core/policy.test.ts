import { describe, expect, it } from 'vitest'
import { isGroup, Match, Policy, writtenName } from '../../src/core/policy.ts'
import { ANN, AUDIT, ONCALL } from '../builders.ts'

const HOUR = 3_600_000
const smallest = { channel: 'C0AUDIT', requesters: ['S0ONCALL', 'U0ANN'], approvals: 0 }
const full = {
  ...{ ...smallest, version: 1, approvals: 1, approvers: ['S0SECURITY'], admins: ['U0LEAD'] },
  ...{ expires: HOUR, remind: 60_000, askIn: ['C0AUDIT', 'G0OLD'], notify: ['C0AUDIT'] },
  reason: { required: true, tickets: ['CHG', 'A_1'], link: 'https://x/{ticket}' },
}
const rule = { name: 'production', ...full, version: undefined }
const isPolicy = (changes: object) => Policy.safeParse({ ...full, ...changes }).success
const isRule = (changes: object) => {
  const { version: _, ...fields } = rule
  return isPolicy({ rules: [{ ...fields, ...changes }] })
}

describe('Policy', () => {
  it('reads the smallest set-up, and gives nothing a default that lets somebody act', () => {
    expect(Policy.parse(smallest)).toEqual({
      ...{ version: 1, channel: AUDIT, requesters: [ONCALL, ANN], approvals: 0, approvers: [], admins: [] },
      ...{
        expires: 8 * HOUR,
        remind: 'none',
        reason: { required: false, tickets: [] },
        notify: [],
        rules: [],
      },
    })
  })

  it('reads every field as it is written', () => {
    expect(Policy.parse(full)).toEqual({ ...full, rules: [] })
  })

  it('requires a reason where a reason is spoken of, unless that says otherwise', () => {
    expect(Policy.parse({ ...smallest, reason: {} }).reason).toEqual({ required: true, tickets: [] })
    expect(Policy.parse({ ...smallest, reason: { required: false } }).reason.required).toBe(false)
  })

  it('gives a rule no field that it does not write', () => {
    expect(Policy.parse({ ...smallest, rules: [{ name: ' all ' }] }).rules).toEqual([{ name: 'all' }])
  })

  it.each<[string, object]>([
    ['as many approvals as can be followed', { approvals: 20 }],
    ['none', { approvals: 0 }],
    ['the shortest time', { expires: 1 }],
    ['no reminder', { remind: 'none' }],
    ['a person of a large organisation', { requesters: ['W0ANN'] }],
    ['a prefix of twenty characters', { reason: { tickets: ['A'.repeat(20)] } }],
    ['a ticket in the query of a link', { reason: { tickets: ['CHG'], link: 'https://x?t={ticket}' } }],
    ['a ticket behind the sign # of a link', { reason: { tickets: ['CHG'], link: 'https://x#{ticket}' } }],
  ])('takes %s, at the top and in a rule', (_, changes) => {
    expect([isPolicy(changes), isRule(changes)]).toEqual([true, true])
  })

  it.each<[string, object]>([
    ['a channel by name', { channel: '#audit' }],
    ['a direct message as the channel', { channel: 'D0AUDIT' }],
    ['a channel that only begins like one', { channel: 'Caudit' }],
    ['nobody who may ask', { requesters: [] }],
    ['a name instead of an id', { requesters: ['@ann'] }],
    ['a channel among people', { requesters: ['C0AUDIT'] }],
    ['less than no approval', { approvals: -1 }],
    ['half an approval', { approvals: 1.5 }],
    ['an approval in words', { approvals: 'one' }],
    ['a number as a text', { approvals: '1' }],
    ['more approvals than can be followed', { approvals: 21 }],
    ['an empty list of approvers', { approvers: [] }],
    ['an empty list of admins', { admins: [] }],
    ['no time', { expires: 0 }],
    ['a time in words, which the file is read with', { expires: '8h' }],
    ['what was no time in the file', { expires: Number.NaN }],
    ['a reminder that was none', { remind: Number.NaN }],
    ['a reminder at the end', { remind: 0 }],
    ['no channel to type in', { askIn: [] }],
    ['nobody to notify', { notify: [] }],
    ['a person to notify', { notify: ['U0ANN'] }],
    ['a reason that is no mapping', { reason: true }],
    ['no prefix', { reason: { tickets: [] } }],
    ['a prefix in small letters', { reason: { tickets: ['chg'] } }],
    ['a prefix with its dash', { reason: { tickets: ['CHG-'] } }],
    ['a prefix of more than twenty characters', { reason: { tickets: ['A'.repeat(21)] } }],
    ['a link that others could read', { reason: { tickets: ['CHG'], link: 'http://x/{ticket}' } }],
    ['a link without its ticket', { reason: { tickets: ['CHG'], link: 'https://x/' } }],
    ['a link with two tickets', { reason: { tickets: ['CHG'], link: 'https://x/{ticket}/{ticket}' } }],
    ['a link to wherever the ticket leads', { reason: { tickets: ['CHG'], link: 'https:{ticket}' } }],
    ['a link to a host that the ticket names', { reason: { tickets: ['CHG'], link: 'https://{ticket}/x' } }],
    ['a link with the ticket in its host', { reason: { tickets: ['CHG'], link: 'https://x.{ticket}/y' } }],
    ['a link with the ticket as its port', { reason: { tickets: ['CHG'], link: 'https://x:{ticket}/' } }],
    ['a link that is no address', { reason: { tickets: ['CHG'], link: 'https://x:99999/{ticket}' } }],
    ['a link without a host', { reason: { tickets: ['CHG'], link: 'https:///x/{ticket}' } }],
    ['an unknown field of the reason', { reason: { require: true } }],
    ['a field nobody reads', { owners: ['U0ANN'] }],
  ])('refuses %s, at the top and in a rule', (_, changes) => {
    expect([isPolicy(changes), isRule(changes)]).toEqual([false, false])
  })

  it.each<[string, object]>([
    ['no channel', { channel: undefined }],
    ['no requesters', { requesters: undefined }],
    ['no approvals', { approvals: undefined }],
    ['another version', { version: 2 }],
    ['a denial, which belongs in a rule', { deny: 'No.' }],
    ['rules that are no list', { rules: {} }],
    [
      'more rules than anybody could read',
      { rules: Array.from({ length: 201 }, (_, n) => ({ name: `rule ${n}` })) },
    ],
  ])('refuses %s at the top', (_, changes) => {
    expect([isPolicy({}), isPolicy(changes)]).toEqual([true, false])
  })

  it.each<[string, object]>([
    ['without a name', { name: undefined }],
    ['with an empty name', { name: '  ' }],
    ['with a name too long to read', { name: 'x'.repeat(81) }],
    ['named like the top', { name: 'Policy' }],
    ['with a name that is like the top but for what nobody sees', { name: 'pol\u200bicy' }],
    ['with a soft hyphen in its name', { name: 'pro\u00adduction' }],
    ['with letters that nobody sees as its name', { name: '\u3164' }],
    ['with a blank of Braille as its name', { name: '\u2800' }],
    ['with a name that turns the line around', { name: 'prod\u202e' }],
    ['with a name of two lines', { name: 'prod\nall' }],
    ['with a name of two paragraphs', { name: 'prod\u2029all' }],
    ['with an empty denial', { deny: ' ' }],
    ['with a denial too long to read', { deny: 'x'.repeat(501) }],
    ['with a version', { version: 1 }],
    ['with rules in it', { rules: [] }],
  ])('refuses a rule %s', (_, changes) => {
    expect([isRule({}), isRule(changes)]).toEqual([true, false])
  })
})

describe('what a rule matches', () => {
  it.each<[string, object]>([
    ['every key', {}],
    ['aliases', { aliases: ['alias/root-*', 'alias/?', 'alias/a/B:1_', '*', '*-prod'] }],
    [
      'accounts',
      { accounts: ['123456789012', '*', '1234*', '*9012', '12*89*12', '12345678901?', '????????????'] },
    ],
    ['an account of all its digits and of no more', { accounts: ['*123456789012*', '1*?3456789012'] }],
    ['Regions', { regions: ['eu-west-1', 'us-gov-west-1', 'eusc-de-east-1', 'eu-*', '*', 'us-?ast-1'] }],
    ['tags', { tags: { env: 'prod', 'cost center': ['a', '', 'a b', 'p*', '?'], 'aws:x': '*' } }],
    ['tags in every letter that AWS takes', { tags: { 'Größe_1.:/=+-@': ['größer', '_.:/=+-@', '٣'] } }],
    ['a tag with as long a name as AWS takes', { tags: { ['x'.repeat(128)]: 'x' } }],
    ['operations', { operations: ['enable-auto-rotation', 'disable-auto-rotation'] }],
  ])('may be %s', (_, match) => {
    expect(isRule({ match })).toBe(true)
  })

  it.each<[string, object]>([
    ['a list', []],
    ['an unknown field', { alias: ['*'] }],
    ['an alias that is no list', { aliases: 'alias/x' }],
    ['an empty list', { aliases: [] }],
    ['an alias without its beginning', { aliases: ['root-*'] }],
    ['an alias that might begin otherwise', { aliases: ['?lias/root'] }],
    ['an alias without a name', { aliases: ['alias/'] }],
    ['an alias with a blank', { aliases: ['alias/root keys'] }],
    ['an alias with a dot', { aliases: ['alias/root.keys'] }],
    ['an alias of letters that AWS does not take', { aliases: ['alias/schlüssel'] }],
    ['two aliases in one', { aliases: ['alias/a|alias/b'] }],
    ['an endless alias', { aliases: [`alias/${'x'.repeat(300)}`] }],
    ['an account as a number', { accounts: [123456789012] }],
    ['an account with a digit too few', { accounts: ['12345678901'] }],
    ['an account with a digit too many', { accounts: ['1234567890123'] }],
    ['an account with a digit too many beside what may be any', { accounts: ['1234567890123*'] }],
    ['an account with digits too many around it', { accounts: ['1234567*890123'] }],
    ['an account in digits of another script', { accounts: ['12345678901٢'] }],
    ['an account by name', { accounts: ['prod'] }],
    ['question marks too few for an account', { accounts: ['1234?'] }],
    ['a Region in capitals', { regions: ['EU-WEST-1'] }],
    ['a Region that there cannot be', { regions: ['us-1'] }],
    ['a Region without its number', { regions: ['eu-west'] }],
    ['a zone of a Region', { regions: ['eu-west-1a'] }],
    ['a Region with a blank', { regions: ['eu-* '] }],
    ['a tag that is a number', { tags: { env: 1 } }],
    ['a tag without values', { tags: { env: [] } }],
    ['a tag with a blank before its value', { tags: { env: ' prod' } }],
    ['a tag with a blank behind its value', { tags: { env: ['prod '] } }],
    ['a tag of a blank', { tags: { env: ' ' } }],
    ['a tag with two values in one text', { tags: { env: 'prod|stage' } }],
    ['a tag with a list in one text', { tags: { env: 'prod,stage' } }],
    ['a tag with a value that hides something', { tags: { env: 'pr\u200bod' } }],
    ['a tag with a pattern as its name', { tags: { 'env*': 'prod' } }],
    ['a tag with a blank before its name', { tags: { ' env': 'prod' } }],
    ['a tag with a blank behind its name', { tags: { 'env ': 'prod' } }],
    ['a tag with two names', { tags: { 'env|stage': 'prod' } }],
    ['a tag with too long a name', { tags: { ['x'.repeat(129)]: 'x' } }],
    ['a tag without a name', { tags: { '': 'x' } }],
    ['no tag', { tags: {} }],
    ['an unknown operation', { operations: ['rotate'] }],
    ['no operation', { operations: [] }],
  ])('is never %s', (_, match) => {
    expect(isRule({ match })).toBe(false)
  })

  it.each<[string, unknown, RegExp]>([
    ['that they are a mapping', ['prod'], /^must map tags to values, such as/],
    ['how long a name is', { '': 'x' }, /^is not the name of a tag/],
  ])('says of tags %s', (_, tags, expected) => {
    const [issue] = Match.safeParse({ tags }).error?.issues ?? []
    expect(issue?.message).toMatch(expected)
  })
})

describe('a pattern that is as long as one may be', () => {
  it.each<[string, (pattern: string) => object]>([
    ['an alias', (pattern) => ({ aliases: [`alias/${pattern}`] })],
    ['an account', (pattern) => ({ accounts: [pattern] })],
    ['a Region', (pattern) => ({ regions: [pattern] })],
    ['a tag', (pattern) => ({ tags: { env: pattern } })],
  ])('takes no time: %s', (_, match) => {
    const before = performance.now()
    for (const piece of ['*', '*1', '1', 'a-', 'a ', '?*'])
      expect(Match.safeParse(match(`${piece.repeat(140)}!`)).success).toBe(false)
    expect(performance.now() - before).toBeLessThan(500)
  })
})

describe('writtenName', () => {
  it.each<[string, unknown, string | null]>([
    ['its name', { name: ' production ' }, 'production'],
    ['its name although the rest is wrong', { name: 'production', foo: 1 }, 'production'],
    ['nothing where it has none', {}, null],
    ['nothing where it is no text', { name: 7 }, null],
    ['nothing where it is no rule', 'production', null],
  ])('is %s', (_, written, expected) => {
    expect(writtenName(written)).toBe(expected)
  })
})

describe('isGroup', () => {
  it('tells groups from people', () => {
    expect([isGroup(ONCALL), isGroup(ANN)]).toEqual([true, false])
  })
})

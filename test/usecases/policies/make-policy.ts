import fc from 'fast-check'
import { Operation } from '../../../src/core/operations.ts'
import { CHANNELS, GROUPS, PEOPLE } from './cast.ts'
import type { Look, Match, Written, WrittenRule } from './written.ts'

export type Make<T> = fc.Arbitrary<T>

/** Each of these as often as it is said. */
export function often<T>(...choices: readonly (readonly [number, Make<T>])[]): Make<T> {
  return fc.oneof(...choices.map(([weight, arbitrary]) => ({ weight, arbitrary })))
}

function some<T>(of: readonly T[], most: number, least = 1): Make<T[]> {
  return fc.shuffledSubarray([...of], { minLength: least, maxLength: most })
}

const HOUR = 3_600_000
const oneOf = fc.constantFrom
/** Names that nobody thought of, of few letters. */
const anyName = (letters: string) => fc.string({ unit: oneOf(...letters), maxLength: 4 })

const alias = often(
  [4, oneOf('alias/pay', 'alias/pay/eu', 'alias/root-a', 'alias/Root-a', 'alias/log')],
  [1, anyName('ab/-').map((name) => `alias/${name}`)],
)
const aliasPattern = often(
  [4, oneOf('alias/pay', 'alias/pay*', 'alias/root-?', 'alias/*eu', '*', 'alias/Root-*', 'alias/?a?', '*-a')],
  [1, anyName('ab/-*?').map((name) => `alias/${name || 'a'}`)],
  [1, anyName('ab/-*?').map((name) => `*${name}`)],
)
const ACCOUNTS = ['123456789012', '123456789013', '210987654321'] as const
const account = oneOf(...ACCOUNTS)
const accountPattern = oneOf(...ACCOUNTS, '12345678901?', '1234*', '*21', '*')
const REGIONS = ['eu-west-1', 'eu-central-1', 'us-east-1'] as const
const regionPattern = oneOf(...REGIONS, 'eu-*', '*-1', 'eu-west-?', '*')
const tagValue = oneOf('prod', 'Prod', 'a.b', 'axb', 'axb', 'pay/eu', '', 'none', 'prüf 🔑')
const tagPattern = oneOf('prod', 'p*', '*', '?x?', 'a.b', 'a.b', '*/eu', '', 'none', 'prüf ?')
/** `constructor` is a tag as any other. */
const tagName = oneOf('env', 'env', 'team', 'constructor')

const DICTIONARY = { maxKeys: 2, noNullPrototype: true } as const
const list = <T>(of: Make<T>) => fc.array(of, { minLength: 1, maxLength: 3 })
const fields = {
  aliases: list(aliasPattern),
  accounts: list(accountPattern),
  regions: list(regionPattern),
  tags: fc.dictionary(tagName, fc.oneof(tagPattern, list(tagPattern)), { ...DICTIONARY, minKeys: 1 }),
  operations: some(Operation.options, 2),
}
const { aliases, accounts, regions, tags, operations } = fields
const match = fc.oneof<Make<Match>[]>(
  fc.record({ aliases }),
  fc.record({ accounts }),
  fc.record({ regions }),
  fc.record({ tags }),
  fc.record({ tags }),
  fc.record({ operations }),
  fc.record({ aliases, regions }),
  fc.record({ accounts, tags }),
  fc.record(fields, { requiredKeys: [] }),
)

const members = often<readonly string[]>([3, some([...GROUPS, ...PEOPLE], 4, 2)], [1, some(PEOPLE, 3)])
const approvals = fc.nat(3)
const requesters = often(
  [2, some([...GROUPS, ...PEOPLE], 3)],
  [1, fc.constant<readonly string[]>([...PEOPLE])],
)
const askIn = some(CHANNELS, 2)
const reason = often<Required<WrittenRule>['reason']>(
  [2, oneOf({}, { required: true })],
  [2, fc.record({ required: fc.boolean(), tickets: some(['CHG', 'INC'], 2) }, { requiredKeys: [] })],
)
const channel = oneOf(...CHANNELS)
const expires = oneOf(HOUR, 8 * HOUR, 24 * HOUR)
const remind = oneOf<(number | 'none')[]>('none', HOUR / 2, 2 * HOUR)
const notify = some(CHANNELS, 1)
const more = { channel, requesters, admins: some(PEOPLE, 2), expires, remind, askIn, reason, notify }

const overrides = often<Partial<WrittenRule>>(
  [3, fc.record({ approvals }, { requiredKeys: [] })],
  [2, fc.record({ approvals, approvers: members })],
  [1, fc.record({ approvals, approvers: members, ...more }, { requiredKeys: [] })],
  [2, fc.record({ askIn: some(CHANNELS, 1), approvals })],
  [2, fc.record({ reason, approvals }, { requiredKeys: ['reason'] })],
  [1, fc.constant({ deny: 'Keep it as it is: ask the people of its team.' })],
)
const ruleOf = fc.tuple(fc.option(match, { freq: 12, nil: undefined }), overrides)

function named([match, rule]: readonly [Match | undefined, Partial<WrittenRule>], at: number): WrittenRule {
  return { name: `rule ${at}`, ...(match ? { match } : {}), ...rule }
}

/** A whole policy, as somebody could write it. */
export const aPolicy: Make<Written> = fc.record(
  {
    ...{ channel, requesters, approvers: some([...GROUPS, ...PEOPLE], 5, 3), approvals, expires, remind },
    ...{ notify, admins: some(PEOPLE, 2), askIn: some(CHANNELS, 3, 2), reason },
    rules: fc.array(ruleOf, { maxLength: 4 }).map((rules) => rules.map(named)),
  },
  { requiredKeys: ['channel', 'requesters', 'approvers', 'approvals', 'rules', 'remind'] },
)

export const someAliases = fc.uniqueArray(alias, { maxLength: 3 })
export const someTags = fc.dictionary(tagName, tagValue, DICTIONARY)
export const period = oneOf(90, 180, 365)

/** A key that nothing stands against. */
export const aLook: Make<Look> = fc.record({
  ...{ account, region: oneOf(...REGIONS), aliases: someAliases, tags: someTags },
  ...{ state: fc.constant('Enabled' as const), on: fc.boolean(), period },
})

/** What is wanted of a key; a period only of one that is to rotate. */
export const aWanted = fc
  .record({ operation: oneOf(...Operation.options), period: oneOf(null, 90, 365) })
  .map(({ operation, period }) => ({
    operation,
    period: operation === 'enable-auto-rotation' ? period : null,
  }))

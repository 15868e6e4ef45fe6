import fc from 'fast-check'
import { LONGEST } from '../../src/commands/typed.ts'

// What the parts of a line can be; a rarer kind stands in fewer of them.
const hex = fc.constantFrom(...'0123456789abcdef')
const ofHex = (length: number) =>
  fc.array(hex, { minLength: length, maxLength: length }).map((all) => all.join(''))
const uuid = fc.tuple(ofHex(8), ofHex(4), ofHex(4), ofHex(4), ofHex(12)).map((parts) => parts.join('-'))
const mrk = ofHex(32).map((id) => `mrk-${id}`)
const region = fc.constantFrom('eu-west-1', 'us-east-1', 'ap-southeast-2', 'us-gov-west-1', 'cn-north-1')
const account = fc.constantFrom('123456789012', '000000000000', '999999999999')
const aliasName = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom('payments', 'team/orders_2', 'root-backup', 'ledger-prod') },
  fc.stringMatching(/^[a-zA-Z0-9:/_-]{1,40}$/),
  fc.constantFrom('because', 'every', 'since', 'rotation', 'R-7K2M9QXD', 'alias/x', '--page', 'https://x'),
)
const alias = aliasName.map((name) => `alias/${name}`)
const arn = fc
  .tuple(fc.constantFrom('aws', 'aws-us-gov', 'aws-cn'), region, account)
  .map(([partition, where, whose]) => `arn:${partition}:kms:${where}:${whose}`)

/** A key as it can be named in full. */
export const key = fc.oneof(
  { weight: 4, arbitrary: alias },
  uuid,
  mrk,
  fc.tuple(arn, fc.oneof(uuid, mrk)).map(([place, id]) => `${place}:key/${id}`),
  fc.tuple(arn, alias).map(([place, name]) => `${place}:${name}`),
  fc
    .tuple(region, uuid)
    .map(([where, id]) => `https://${where}.console.aws.amazon.com/kms/home?region=${where}#/kms/keys/${id}`),
  uuid.map((id) => `https://console.aws.amazon.com/kms/home#/kms/keys/${id}`),
  uuid.map((id) => `https://cm.example.com/#/cloud/aws/keys/${id}`),
)

export const request = fc.stringMatching(/^R-[0-9A-HJKMNP-TV-Z]{8}$/)
const person = fc.stringMatching(/^[UW][A-Z0-9]{2,10}$/)
const reason = fc.oneof(
  fc.constantFrom(
    'CHG-4711',
    'the audit asks for it',
    'because',
    'of <@U0ANN|ann> & <#C0OPS|ops>',
    '“quoted”.',
  ),
  fc.constantFrom('see <https://x.test/CHG-1|CHG-1>', 'a\nb', ': colon', ', comma', '1 < 2 > 0', '&amp;lt;'),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
)
const readable = reason.filter((some) => /[a-z0-9]/i.test(some))
const because = fc.option(readable, { nil: null }).map((text) => (text === null ? '' : ` because ${text}`))
const time = fc.constantFrom('7d', '12h', '30min', '2w', '2026-11-01', '2026-02-28T23:59', '2026-11-01 09:30')
const text = fc.oneof(
  fc.constantFrom('payments', 'prod', 'eu-west-1', '123456789012', '"rotation"', '"page" "since"', 'a b c'),
  fc.stringMatching(/^[a-zA-Z0-9:/_-]{1,30}$/),
)

const maybe = (name: string, value: fc.Arbitrary<string | number>) =>
  fc.option(value, { nil: null }).map((given) => (given === null ? '' : `${name} ${given}`))

/** Some of these, in any order. */
function inAnyOrder(...parts: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> {
  return fc
    .tuple(...parts)
    .chain((all) => fc.shuffledSubarray(all, { minLength: all.length }))
    .map((all) => all.filter((part) => part !== '').join(' '))
}

const period = fc.integer({ min: 90, max: 2_560 }).map((days) => `every ${days} days`)
const wish = fc.tuple(fc.oneof(key, inAnyOrder(key, period)), because).map((parts) => parts.join(''))
const named = fc.tuple(request, because).map((parts) => parts.join(''))
const finding = inAnyOrder(
  text,
  maybe('rotation', fc.constantFrom('on', 'off')),
  maybe('region', region),
  maybe('account', account),
  maybe('page', fc.integer({ min: 1, max: 9_999 })),
)
const subject = fc.oneof(
  fc.constant(''),
  key,
  request,
  person.map((id) => `<@${id}|ann>`),
)
const looking = inAnyOrder(
  subject,
  maybe('since', time),
  maybe('until', time),
  maybe(
    'before',
    fc.integer({ min: 1, max: 999_999 }).map((n) => `#${n}`),
  ),
)

/** The words of each command, as its grammar has them. */
export const WORDS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  rotate: wish,
  'stop-rotation': fc.tuple(key, readable).map(([name, why]) => `${name} because ${why}`),
  find: finding,
  show: key,
  requests: fc.constantFrom('', 'open', 'mine', 'waiting', 'all'),
  approve: named,
  deny: named,
  withdraw: named,
  history: looking,
  whoami: fc.constant(''),
  help: fc.constantFrom('', 'rotate', 'find', 'nothing'),
}

/** A line of any command, short enough to be one. */
export const line = fc
  .oneof(...Object.entries(WORDS).map(([name, words]) => words.map((some) => `${name} ${some}`.trim())))
  .filter((some) => some.length < LONGEST / 2)

/** What nobody's grammar has: pieces of lines, and any text. */
export const rubbish = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .array(
      fc.oneof(fc.constantFrom('rotate', 'because', 'every', 'find', 'since', '<', '>', '<@', '|', '"'), key),
      {
        maxLength: 8,
      },
    )
    .map((parts) => parts.join(' ')),
  fc.tuple(fc.constantFrom('disable', 'status', 'list', 'roate', '/cckm', '?'), wish).map((p) => p.join(' ')),
  fc.constantFrom(
    'constructor',
    '__proto__',
    'x'.repeat(4_000),
    '\u202e',
    "'".repeat(3_000),
    '<'.repeat(3_000),
  ),
)

const INSERTED = [
  ...[' ', '\n', '\u00a0', '\u200b', '`', '“', '"', ',', '.', '<', '>', '&', '=', ':', '-', '|', '@', '#'],
  ...['é', '\ud83d', '😀', '\u0000', '  ', ' because ', ' every ', ' since ', ' rotation ', ' and '],
]

/** One thing done to a line, as a hand or a copy does it. */
export function mutated(lines: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const place = fc.integer({ min: 0, max: 1_000 })
  const kind = fc.constantFrom('insert', 'insert', 'delete', 'double', 'swap', 'case', 'quote', 'end')
  return fc
    .tuple(lines, place, kind, fc.constantFrom(...INSERTED))
    .map(([some, where, how, what]) => mutate(some, where % (some.length + 1), how, what))
}

function mutate(some: string, at: number, how: string, what: string): string {
  const [before, after] = [some.slice(0, at), some.slice(at)]
  switch (how) {
    case 'insert':
      return before + what + after
    case 'delete':
      return before + after.slice(1)
    case 'double':
      return before + after.slice(0, 1) + after
    case 'swap':
      return before + after.slice(1, 2) + after.slice(0, 1) + after.slice(2)
    case 'case':
      return before + after.slice(0, 1).toUpperCase() + after.slice(1)
    case 'quote':
      return some.replace(/ (\S+)/, ' “$1”')
    default:
      return some + what
  }
}

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseKeyReference } from '../../src/core/key-reference.ts'

const ID = '7c1d7f0a-5f3c-4a2e-8d51-0f2f6b3a9c77'
const MRK = 'mrk-0123456789abcdef0123456789abcdef'
const ARN = `arn:aws:kms:eu-west-1:123456789012:key/${ID}`
const CONSOLE = `https://eu-west-1.console.aws.amazon.com/kms/home?region=eu-west-1#/kms/keys/${ID}`
const inIreland = { region: 'eu-west-1', account: '123456789012' }
const payments = { by: 'alias', alias: 'alias/payments' }

/** An address of a key that has this many characters. */
function longURL(length: number): string {
  const [before, after] = ['https://cm.example.com/', `/keys/${ID}`]
  return before + 'x'.repeat(length - before.length - after.length) + after
}

describe('parseKeyReference', () => {
  it.each([
    ['a UUID', ID, { by: 'uuid', id: ID }],
    ['a UUID in capitals', ID.toUpperCase(), { by: 'uuid', id: ID }],
    ['a multi-Region key id', MRK, { by: 'awsKeyId', id: MRK }],
    ['a key ARN', ARN, { by: 'awsKeyId', id: ID, ...inIreland }],
    [
      'a multi-Region key ARN',
      `arn:aws:kms:eu-west-1:123456789012:key/${MRK}`,
      { by: 'awsKeyId', id: MRK, ...inIreland },
    ],
    [
      'an ARN of another partition',
      `arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/${ID}`,
      { by: 'awsKeyId', id: ID, region: 'us-gov-west-1', account: '123456789012' },
    ],
    ['an alias ARN', 'arn:aws:kms:eu-west-1:123456789012:alias/payments', { ...payments, ...inIreland }],
    ['an alias with its prefix', 'alias/payments', payments],
    ['an alias without its prefix', 'payments', payments],
    ['an alias with slashes', 'team/payments_2', { by: 'alias', alias: 'alias/team/payments_2' }],
    ['an alias named like the prefix', 'alias', { by: 'alias', alias: 'alias/alias' }],
    ['the longest alias', `alias/${'x'.repeat(250)}`, { by: 'alias', alias: `alias/${'x'.repeat(250)}` }],
    ['the longest alias, bare', 'x'.repeat(250), { by: 'alias', alias: `alias/${'x'.repeat(250)}` }],
    ['a console URL', CONSOLE, { by: 'awsKeyId', id: ID, region: 'eu-west-1' }],
    [
      'a console URL that goes on',
      `${CONSOLE}/keyRotation?tab=1`,
      { by: 'awsKeyId', id: ID, region: 'eu-west-1' },
    ],
    [
      'a console URL with the Region in its host only',
      `https://eu-west-1.console.aws.amazon.com/kms/home#/kms/keys/${ID}`,
      { by: 'awsKeyId', id: ID, region: 'eu-west-1' },
    ],
    [
      'a console URL without a Region',
      `https://console.aws.amazon.com/kms/home#/kms/keys/${ID}`,
      { by: 'awsKeyId', id: ID },
    ],
    [
      'a console URL of China',
      `https://console.amazonaws.cn/kms/home?region=cn-north-1#/kms/keys/${MRK}/`,
      { by: 'awsKeyId', id: MRK, region: 'cn-north-1' },
    ],
    ['a link as Slack sends it', `<${CONSOLE}>`, { by: 'awsKeyId', id: ID, region: 'eu-west-1' }],
    [
      'a labelled link as Slack sends it',
      `<${CONSOLE}|the payments key>`,
      { by: 'awsKeyId', id: ID, region: 'eu-west-1' },
    ],
    ['a link that ends a sentence', `(<${CONSOLE}|key>),`, { by: 'awsKeyId', id: ID, region: 'eu-west-1' }],
    [
      'a CipherTrust API URL',
      `https://cm.example.com/api/v1/cckm/aws/keys/${ID}/enable-auto-rotation`,
      { by: 'uuid', id: ID },
    ],
    [
      'a CipherTrust GUI URL',
      `https://cm.example.com/#/cloud/aws/kms/11111111-2222-4333-8444-555555555555/keys/${ID}`,
      { by: 'uuid', id: ID },
    ],
    [
      'a CipherTrust URL with the id in its query',
      `https://cm.example.com/?id=${ID}&tab=2`,
      { by: 'uuid', id: ID },
    ],
    ['a CipherTrust URL without TLS', `http://cm.example.com/keys/${ID}`, { by: 'uuid', id: ID }],
    ['a URL that begins in capitals', `HTTPS://cm.example.com/keys/${ID}`, { by: 'uuid', id: ID }],
    ['the longest URL', longURL(2_048), { by: 'uuid', id: ID }],
    ['an alias with the prefix in its middle', 'team/alias/x', { by: 'alias', alias: 'alias/team/alias/x' }],
    ['code ticks', '`alias/payments`', payments],
    ['straight quotes', '"alias/payments"', payments],
    ['smart quotes', '“alias/payments”', payments],
    ['quotes in brackets', '(“payments”)', payments],
    ['single smart quotes', '‘payments’', payments],
    ['trailing punctuation', 'alias/payments).', payments],
    ['an ARN at the end of a sentence', `${ARN},`, { by: 'awsKeyId', id: ID, ...inIreland }],
  ])('reads %s', (_, text, reference) => {
    expect(parseKeyReference(text)).toEqual(reference)
  })

  it.each([
    ['nothing', ''],
    ['a space', ' '],
    ['two words', 'alias/payments alias/billing'],
    ['quotes only', '""'],
    ['a word before a URL', `see https://cm.example.com/keys/${ID}`],
    ['a word before a link', `see <${CONSOLE}>`],
    ['a word after a link', `<${CONSOLE}>or`],
    ['a bracket inside of an alias', 'pay(ments'],
    ['a bare prefix', 'alias/'],
    ['a path upwards', '../payments'],
    ['a path upwards in an alias', 'alias/../../v1/tokens'],
    ['a path upwards in an ARN', `arn:aws:kms:eu-west-1:123456789012:key/../${ID}`],
    ['a percent escape', 'alias%2fpayments'],
    ['a percent escape in a URL', `https://cm.example.com/keys%2f${ID}`],
    ['a query', 'payments?limit=1'],
    ['a NUL', 'pay\u0000ments'],
    ['a line break', 'pay\nments'],
    ['a final line break', 'alias/payments\n'],
    ['a right-to-left override', 'pay\u202ements'],
    ['a zero-width space', 'pay\u200bments'],
    ['letters that look like others', 'pаyments'],
    ['a channel mention', '<!channel>'],
    ['a person mention', '<@U0ANN>'],
    ['a channel link', '<#C0AUDIT|audit>'],
    ['a UUID that is too long', `${ID}0.${ID}`],
    ['an ARN of another service', `arn:aws:s3:eu-west-1:123456789012:key/${ID}`],
    ['an ARN without an account', `arn:aws:kms:eu-west-1::key/${ID}`],
    ['a URL without an id', 'https://cm.example.com/#/cloud/aws/keys'],
    ['an alias of 251 characters', 'x'.repeat(251)],
    ['an alias ARN of 251 characters', `arn:aws:kms:eu-west-1:123456789012:alias/${'x'.repeat(251)}`],
    ['10,000 characters', 'x'.repeat(10_000)],
    ['10,000 quotes between letters', `x${"'".repeat(10_000)}x`],
    ['an alias ARN of 10,000 characters', `arn:aws:kms:eu-west-1:123456789012:alias/${'x'.repeat(10_000)}`],
    ['a URL of one character too many', longURL(2_049)],
    ['a URL of 10,000 characters', `https://cm.example.com/${'x'.repeat(10_000)}/keys/${ID}`],
  ])('knows no key in %s', (_, text) => {
    expect(parseKeyReference(text)).toBeNull()
  })

  const pasted = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .tuple(fc.string({ unit: 'binary' }), fc.constantFrom(ID, MRK, ARN, CONSOLE, 'alias/x'), fc.string())
      .map((p) => p.join('')),
    fc
      .tuple(fc.constantFrom('<', '`', 'https://', 'arn:aws:kms:', 'alias/'), fc.string())
      .map((p) => p.join('')),
  )

  it('reads any text without throwing, and hands on safe characters only', () => {
    const check = () =>
      fc.assert(
        fc.property(pasted, (text) => {
          const parts: unknown[] = Object.values(parseKeyReference(text) ?? {})
          return parts.every((part) => typeof part === 'string' && /^[a-zA-Z0-9:/_-]{1,256}$/.test(part))
        }),
        { numRuns: 2_000 },
      )
    expect(check).not.toThrow()
  })
})

import { z } from 'zod'
import { ChannelId, GroupId, PersonId } from './ids.ts'
import { visible } from './invisible.ts'
import { Operation } from './operations.ts'

/** Whom the policy names: a person, or a whole user group. */
export const Member = z.union([PersonId, GroupId], {
  error: 'is neither a person (U… or W…) nor a user group (S…): use the id, names can be changed',
})
export type Member = z.infer<typeof Member>

const HOUR = 3_600_000
/** How long a request waits where the policy does not say. */
export const DEFAULT_EXPIRES = 8 * HOUR
/** More cards, lines and mentions than anybody could follow. */
const MOST_APPROVALS = 20

const CHANNEL = 'must be the id of a channel, such as C0AUDIT: names can be changed'
// Not D…: a direct message is seen by two people only.
const Channel = z
  .string({ error: CHANNEL })
  .regex(/^[CG][A-Z0-9]{2,}$/, { error: CHANNEL })
  .pipe(ChannelId)
const channels = (empty: string) =>
  z.array(Channel, { error: 'must be a list of channels, such as [C0AUDIT]' }).min(1, empty)
const members = (empty: string) =>
  z.array(Member, { error: 'must be a list of ids, such as [S0ONCALL, U0ANN]' }).min(1, empty)

const LENGTH = 'must be a length of time such as 8h, 90m or 2d, at most a year'
const Duration = z.int({ error: LENGTH }).positive({ error: LENGTH })
const REMIND = 'must be a length of time “before expiry”, such as 30m before expiry, or none'
const PREFIX = 'must be the part of a ticket before its dash, in capitals, such as CHG for CHG-4711'
const LINK =
  'must be an https address with {ticket} once behind its host, such as https://tickets.example.com/{ticket}'
const COUNT = '0 makes the call at once, 1 asks a second person, 2 asks two'

const Reason = z.strictObject(
  {
    required: z.boolean({ error: 'must be true or false' }).default(true),
    tickets: z
      .array(z.string({ error: PREFIX }).regex(/^[A-Z][A-Z0-9_]{0,19}$/, { error: PREFIX }), {
        error: 'must be a list of prefixes, such as [CHG, INC]',
      })
      .min(1, 'names no prefix: leave it out, or write those of your tickets, such as [CHG, INC]')
      .default([]),
    link: z
      .string({ error: LINK })
      .regex(/^https:\/\/[^\s{}/?#]+[/?#][^\s{}]*\{ticket\}[^\s{}]*$/, { error: LINK })
      .refine((link) => URL.canParse(link.replace('{ticket}', 'CHG-1')), LINK)
      .exactOptional(),
  },
  { error: 'must be a mapping with required, tickets or link' },
)

/** The fields that a rule may override, as they are written. */
export const FIELDS = {
  channel: Channel,
  requesters: members('names nobody, so nobody could ask: list the ids of those who may'),
  approvers: members('names nobody: list who may approve, or leave it out where approvals is 0'),
  admins: members('names nobody: leave it out, or list who may withdraw for others'),
  approvals: z
    .int({ error: ({ input }) => `must be a ${typeof input === 'number' ? 'whole ' : ''}number: ${COUNT}` })
    .min(0, `must be 0 or more: ${COUNT}`)
    .max(MOST_APPROVALS, `must be at most ${MOST_APPROVALS}: more people could not follow one request`),
  /** Milliseconds for which a request waits for its decisions. */
  expires: Duration,
  /** Milliseconds before that end at which those are reminded who may still decide. */
  remind: z.union([z.literal('none'), z.int().positive({ error: REMIND })], { error: REMIND }),
  askIn: channels(
    'names no channel, so commands could be typed nowhere: leave it out to allow every channel',
  ),
  reason: Reason,
  notify: channels('names no channel: leave it out, or list those that hear of the outcome'),
} as const

const patterns = (shape: RegExp, error: string, example: string) =>
  z
    .array(z.string({ error }).max(300, 'is longer than 300 characters').regex(shape, { error }), {
      error: `must be a list, such as [${example}]`,
    })
    .min(1, 'names nothing, so it could match no key: leave it out to match all')

const TAG = 'must be a text, in quotes where YAML would read a number or true'
// What AWS takes in tags of keys: https://docs.aws.amazon.com/kms/latest/APIReference/API_Tag.html
const IN_TAGS = '\\p{L}\\p{N}_.:/=+@\\-'
const TAG_NAME = new RegExp(`^[${IN_TAGS}](?:[${IN_TAGS} ]*[${IN_TAGS}])?$`, 'u')
const TAG_VALUE = new RegExp(`^(?:[${IN_TAGS}*?](?:[${IN_TAGS}*? ]*[${IN_TAGS}*?])?)?$`, 'u')
const TagValue = z
  .string({ error: TAG })
  .max(300, 'is longer than 300 characters')
  .regex(
    TAG_VALUE,
    'can be no value of a tag: those hold letters, digits, blanks and _ . : / = + - @; write several values as a list',
  )
const NO_VALUE = 'names no value, so it could match no key: leave it out, or write "*" for any value'

export const Match = z
  .strictObject(
    {
      aliases: patterns(
        /^(?:alias\/(?=.)|\*)[A-Za-z0-9:/_*?-]*$/,
        'must begin with alias/ and a name, or with *, and hold only letters, digits and : / _ - * ?, in quotes, such as "alias/root-*"',
        '"alias/root-*"',
      ),
      accounts: patterns(
        /^(?:[\d?]{12}|(?=[^*]*\*)(?:\**[\d?]){0,12}\**)$/,
        'must be an account of 12 digits, in quotes, such as "123456789012"; * stands for any digits',
        '"123456789012"',
      ),
      regions: patterns(
        /^(?:[a-z]{2,}(?:-[a-z]+)+-\d+|(?=.*[*?])[a-z0-9*?-]+)$/,
        'must be a Region such as eu-west-1; eu-* stands for all that begin so',
        'eu-west-1',
      ),
      tags: z
        .record(
          z.string().max(128).regex(TAG_NAME),
          z.union([TagValue, z.array(TagValue).min(1, NO_VALUE)], { error: TAG }),
          {
            error: ({ code }) =>
              code === 'invalid_key'
                ? 'is not the name of a tag: that has 1 to 128 letters, digits, blanks or _ . : / = + - @'
                : 'must map tags to values, such as { env: prod }',
          },
        )
        .refine((tags) => Object.keys(tags).length > 0, 'names no tag: leave it out to match all'),
      operations: z
        .array(z.enum(Operation.options, { error: `must be ${Operation.options.join(' or ')}` }), {
          error: 'must be a list, such as [disable-auto-rotation]',
        })
        .min(1, 'names no operation, so it could match nothing: leave it out to match all'),
    },
    { error: 'must be a mapping with aliases, accounts, regions, tags or operations' },
  )
  .exactPartial()
export type Match = z.infer<typeof Match>

/** The name under which the fields at the top of the policy are known where no rule matches. */
export const TOP = 'policy'

const RuleName = z
  .string({ error: 'must be a text, in quotes where YAML would read a number or true' })
  .trim()
  .min(1, 'is empty: people read it where this rule decides')
  .max(80, 'is longer than 80 characters: people read it on every card')
  .refine(
    (name) => name.toLowerCase() !== TOP,
    `must not be “${TOP}”: that is what the fields at the top are called`,
  )
  .refine(
    (name) => visible(name) === name && !/[\p{Cc}\p{Zl}\p{Zp}\u2800]/u.test(name),
    'holds invisible characters: write it anew',
  )

export const WrittenRule = z.strictObject(
  {
    name: RuleName,
    match: Match.exactOptional(),
    deny: z
      .string({ error: 'must be a sentence: whoever is refused reads it' })
      .trim()
      .min(1, 'is empty: write why, and what to do instead; whoever is refused reads it')
      .max(500, 'is longer than 500 characters: say it shorter, with a link to the rest')
      .exactOptional(),
    ...z.strictObject(FIELDS).exactPartial().shape,
  },
  { error: 'must be a mapping that begins with a name' },
)
export type WrittenRule = z.infer<typeof WrittenRule>

const Named = z.object({ name: RuleName })

/** What people call a rule, which may be ill written: by its name; null where that cannot be read. */
export function writtenName(rule: unknown): string | null {
  return Named.safeParse(rule).data?.name ?? null
}

/** `policy.yml`, reviewed like code. Whatever lets somebody act must be said: nothing has a default that weakens safety. */
export const Policy = z.strictObject(
  {
    version: z.literal(1, { error: 'must be 1, the one that this bot reads; it may be left out' }).default(1),
    ...FIELDS,
    approvers: FIELDS.approvers.default([]),
    admins: FIELDS.admins.default([]),
    expires: FIELDS.expires.default(DEFAULT_EXPIRES),
    remind: FIELDS.remind.default('none'),
    askIn: FIELDS.askIn.exactOptional(),
    reason: FIELDS.reason.default({ required: false, tickets: [] }),
    notify: FIELDS.notify.default([]),
    rules: z
      .array(WrittenRule, { error: 'must be a list of rules, each with a name' })
      .max(200, 'are more than 200: join those that say the same')
      .default([]),
  },
  { error: 'must be a mapping with channel, requesters and approvals' },
)
export type Policy = z.infer<typeof Policy>

export function isGroup(member: Member): member is GroupId {
  return member.startsWith('S')
}

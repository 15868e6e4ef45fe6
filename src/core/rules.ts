import type { ChannelId } from './ids.ts'
import type { Key } from './key.ts'
import { Operation, type Wanted } from './operations.ts'
import { matches } from './pattern.ts'
import { type Match, type Member, type Policy, TOP, type WrittenRule } from './policy.ts'
import type { ReasonRule } from './ticket.ts'

/** What the policy says about one operation on one key. */
export interface Rule {
  readonly name: string
  /** Why it is refused, whoever asks. */
  readonly deny?: string | undefined
  readonly channel: ChannelId
  readonly requesters: readonly Member[]
  readonly approvers: readonly Member[]
  readonly admins: readonly Member[]
  /** How many different people must approve. */
  readonly approvals: number
  /** Milliseconds. */
  readonly expires: number
  /** Milliseconds before that end, or no reminder. */
  readonly remind: number | 'none'
  /** Where it may be asked for; everywhere when absent. */
  readonly askIn?: readonly ChannelId[] | undefined
  readonly reason: ReasonRule
  readonly notify: readonly ChannelId[]
}

/** The rule in force: the first that matches, over the fields at the top; those alone when none does. */
export function ruleFor(policy: Policy, wanted: Wanted, key: Key): Rule {
  const found = policy.rules.find(({ match }) => isMatch(match, wanted.operation, key))
  const rule = found ? overridden(policy, found) : top(policy)
  return isFloored(wanted, key) ? { ...rule, approvals: Math.max(1, rule.approvals) } : rule
}

/** A policy's rules as they stand over its fields, in their order, and last what holds where none matches. */
export function rulesOf(policy: Policy): readonly Rule[] {
  return [...policy.rules.map((rule) => overridden(policy, rule)), top(policy)]
}

/**
 * Whether it takes an approval whatever the policy says: switching rotation off, and changing the period of a key that
 * rotates, since every change puts its next rotation off.
 */
function isFloored({ operation, periodDays }: Wanted, { rotation }: Key): boolean {
  return operation === 'disable-auto-rotation' || (periodDays !== undefined && rotation.on)
}

function top({ version: _, rules: __, ...fields }: Policy): Rule {
  return { ...fields, name: TOP }
}

function overridden(policy: Policy, { match: _, ...rule }: WrittenRule): Rule {
  return { ...top(policy), ...rule }
}

/** Fields AND, values OR. A key matches `aliases` by any of its aliases. */
function isMatch(match: Match = {}, operation: Operation, key: Key): boolean {
  const { aliases, accounts, regions, tags, operations } = match
  return (
    isAny(aliases, key.aliases) &&
    isAny(accounts, [key.account]) &&
    isAny(regions, [key.region]) &&
    Object.entries(tags ?? {}).every(([name, values]) => isAny([values].flat(), tagValues(key, name))) &&
    (operations === undefined || operations.includes(operation))
  )
}

function isAny(patterns: readonly string[] | undefined, texts: readonly string[]): boolean {
  return patterns === undefined || texts.some((text) => patterns.some((pattern) => matches(pattern, text)))
}

/** A key has one value of a tag, or none. */
export function tagValues({ tags }: Key, name: string): readonly string[] {
  return tags.filter(({ key }) => key === name).map(({ value }) => value)
}

/** The tags that rules of this policy read: an approval stands on them. In the order of the alphabet. */
export function tagsRead(policy: Policy): readonly string[] {
  return [...new Set(policy.rules.flatMap(({ match }) => Object.keys(match?.tags ?? {})))].sort()
}

/**
 * The channels where any command may be typed; null for every channel. A rule that allows more of them for its keys opens
 * them here: whether it is that rule is seen once the key is known.
 */
export function typedIn(policy: Policy): readonly ChannelId[] | null {
  const { askIn } = policy
  return askIn === undefined ? null : [...new Set(rulesOf(policy).flatMap((rule) => rule.askIn ?? askIn))]
}

/** Every operation that a rule may be about. */
export const ALL_OPERATIONS = Operation.options

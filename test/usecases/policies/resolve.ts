import type { PersonId } from '../../../src/core/ids.ts'
import { CHANNELS, otherIdOf, PEOPLE, REASONS, STRANGER } from './cast.ts'
import type { Amends, Asks, Which, Who } from './deeds.ts'
import { type Asked, isOpen, ruleOf, type Wish } from './requests.ts'
import { type InForce, ruleInForce } from './rule-in-force.ts'
import { howMany, openChannels, whereIn, whereNow } from './standing.ts'
import type { World } from './world.ts'
import type { Look, Written, WrittenRule } from './written.ts'

export function pick<T>(from: readonly T[], nth: number): T | undefined {
  return from[nth % Math.max(1, from.length)]
}

export function findAsked(requests: readonly Asked[], { open, nth }: Which): Asked | undefined {
  const newest = requests.toReversed()
  const live = newest.filter(isOpen)
  return pick(open && live.length > 0 ? live : newest, nth)
}

/** Who is meant, where a rule is in force; anybody where there is no such person. */
export function findPerson(
  world: World,
  { as, nth, other }: Who,
  rule: InForce | undefined,
  asked: Asked | undefined,
): PersonId {
  const among = (list: readonly string[] = []) =>
    PEOPLE.filter((person) => whereNow(world, list, person) === 'in')
  const without = (person: string) => person !== asked?.requester
  const found = {
    requester: () => among(rule?.requesters),
    approver: () =>
      among(rule?.approvers).filter((person) => without(person) && !asked?.approvals.includes(person)),
    again: () => PEOPLE.filter((person) => asked?.approvals.includes(person)),
    owner: () => PEOPLE.filter((person) => person === asked?.requester),
    admin: () => among(rule?.admins).filter(without),
    anybody: () => PEOPLE,
    stranger: () => [STRANGER],
  }[as]()
  const person = pick(found.length > 0 ? found : PEOPLE, nth) ?? PEOPLE[0]
  if (!person) throw new Error('there is nobody')
  return other ? otherIdOf(person) : person
}

/** The wish, and who has it. */
export function findWish(
  world: World,
  requests: readonly Asked[],
  deed: Asks,
): { readonly wish: Wish; readonly person: PersonId } {
  const keys = world.looks.map((_, key) => key)
  const well = deed.key.fitting ? keys.filter((key) => canBeAsked(world, requests, { ...deed, key })) : []
  const key = pick(well.length > 0 ? well : keys, deed.key.nth) ?? 0
  const operation = operationOf(world.look(key), deed)
  const rule = ruleInForce(world.policy, { operation, period: deed.period }, world.look(key))
  const person = findPerson(world, deed.who, rule, undefined)
  const off = operation === 'disable-auto-rotation'
  const wish: Wish = {
    ...{ key, operation, period: off ? null : deed.period },
    reason: reasonOf(deed, rule) ?? (off ? 'no ticket yet' : null),
    channel: deed.channel === 'fitting' ? fittingChannel(world.policy, rule) : deed.channel,
  }
  return { wish, person }
}

function canBeAsked(
  world: World,
  requests: readonly Asked[],
  { key, ...deed }: Omit<Asks, 'key'> & { readonly key: number },
): boolean {
  const look = world.look(key)
  const { deny, approvers, requesters, approvals } = ruleInForce(
    world.policy,
    { operation: operationOf(look, deed), period: deed.period },
    look,
  )
  if (deny !== undefined || look.state !== 'Enabled') return false
  if (requests.some((asked) => asked.wish.key === key && isOpen(asked))) return false
  return PEOPLE.some(
    (person) =>
      whereIn(world, requesters, person) === 'in' && (howMany(world, approvers, person) ?? 9) >= approvals,
  )
}

function operationOf({ on, period }: Look, deed: Pick<Asks, 'wish' | 'period'>): Wish['operation'] {
  const toOff = deed.wish === 'off' || (deed.wish === 'fitting' && on && (deed.period ?? period) === period)
  return toOff ? 'disable-auto-rotation' : 'enable-auto-rotation'
}

function reasonOf({ reason }: Asks, { reason: { tickets } }: InForce): string | null {
  if (reason !== 'fitting') return reason
  const fitting = Object.entries(REASONS).find(([, named]) =>
    tickets.some((ticket) => named.includes(ticket)),
  )
  return fitting?.[0] ?? 'no ticket yet'
}

function fittingChannel(policy: Written, { askIn }: InForce): string {
  const open = openChannels(policy)
  const allowed = CHANNELS.filter((one) => open?.includes(one) ?? true)
  return allowed.find((one) => askIn?.includes(one) ?? true) ?? 'C0DEV'
}

/** The policy, with what it says of one request changed. */
export function amended(world: World, asked: Asked | undefined, set: Amends['set']): Written {
  const { policy } = world
  if (!asked) return policy
  const { look, wish } = asked
  const { deny, reason, ...inForce } = ruleOf(world, asked)
  const { channel, requesters, approvers, approvals } = inForce
  const { required, tickets } = reason
  const rule: WrittenRule = {
    ...{ name: 'amended', channel, requesters, approvers, approvals },
    match: { accounts: [look.account], regions: [look.region], operations: [wish.operation] },
    reason: { required, ...(tickets.length > 0 ? { tickets } : {}) },
    ...(deny === undefined ? {} : { deny }),
    ...set,
  }
  return { ...policy, rules: [rule, ...policy.rules.filter(({ name }) => name !== 'amended')] }
}

import { REASONS } from './cast.ts'
import { type Asked, countingFor, isOpen, isSo, ruleOf, type Wish } from './requests.ts'
import { type InForce, ruleInForce } from './rule-in-force.ts'
import { howMany, openChannels, outsider, type Role, whereIn } from './standing.ts'
import type { World } from './world.ts'

const ALL: readonly Role[] = ['requesters', 'approvers', 'admins']
type Whys = readonly string[]

/** All that stands against a wish; empty when nothing does. */
export function whyNotAsk(world: World, person: string, wish: Wish, requests: readonly Asked[]): Whys {
  const outside = outsider(world, person, ['requesters'])
  if (outside) return [outside]
  const channels = openChannels(world.policy)
  if (channels && wish.channel && !channels.includes(wish.channel)) return ['not_here']
  const open = requests.some((asked) => asked.wish.key === wish.key && isOpen(asked))
  const { state } = world.look(wish.key)
  const unfit = { Enabled: [], Disabled: ['disabled'], PendingDeletion: ['pending_deletion'] }[state]
  return [
    ...againstRule(world, person, wish),
    ...unfit,
    ...(isSo(world, wish) ? ['already_so'] : []),
    ...(open ? ['open_request'] : []),
  ]
}

/** What the rule for a key as it is now has against a wish. */
export function againstRule(world: World, person: string, wish: Wish): Whys {
  const rule = ruleInForce(world.policy, wish, world.look(wish.key))
  const where = whereIn(world, rule.requesters, person)
  const whys: string[] = []
  if (where === 'unknown') whys.push('identity_unknown')
  if (where === 'out') whys.push('not_for_this_key')
  if (wish.channel && rule.askIn && !rule.askIn.includes(wish.channel)) whys.push('not_here')
  if (wish.period !== null && !endsOnce(world, person, wish, rule)) whys.push('period_unknown')
  if (rule.deny !== undefined) return [...whys, 'policy_denies']
  const people = howMany(world, rule.approvers, person) ?? rule.approvals
  if (people < rule.approvals) whys.push('too_few_approvers')
  return [...whys, ...unexplained(wish, rule)]
}

/** Whether it is known that the period can be read back, or somebody else could say what became of the call. */
function endsOnce(
  { reports }: World,
  person: string,
  { key }: Wish,
  { approvers, admins }: InForce,
): boolean {
  const told = reports[key] ?? null
  if (told !== null) return told
  return [...approvers, ...admins].some((member) => member !== person)
}

function unexplained({ reason }: Wish, { reason: { required, tickets } }: InForce): Whys {
  if (!required) return []
  const named = reason === null ? [] : (REASONS[reason] ?? [])
  if (tickets.length > 0) return named.some((ticket) => tickets.includes(ticket)) ? [] : ['ticket_required']
  return reason === null ? ['reason_required'] : []
}

/** All that stands against somebody's yes or no. */
export function whyNotDecide(world: World, person: string, asked: Asked, verdict: 'approve' | 'deny'): Whys {
  const outside = outsider(world, person, ALL)
  if (outside) return [outside]
  const rule = ruleOf(world, asked)
  const whys: string[] = []
  if (person === asked.requester) whys.push('own_request')
  const where = whereIn(world, rule.approvers, person)
  if (where === 'unknown') whys.push('identity_unknown')
  if (where === 'out') whys.push('not_approver')
  if (asked.state !== 'requested') whys.push('already_decided')
  else if (world.now >= asked.expiresAt) whys.push('too_late')
  if (verdict === 'deny') return whys
  if (rule.deny !== undefined) whys.push('policy_denies')
  const counting = countingFor(world, asked)
  if (counting.includes(person) && counting.length < rule.approvals) whys.push('already_approved')
  return whys
}

export function whyNotWithdraw(world: World, person: string, asked: Asked): Whys {
  const outside = outsider(world, person, ALL)
  if (outside) return [outside]
  const where = person === asked.requester ? 'in' : whereIn(world, ruleOf(world, asked).admins, person)
  return [
    ...(where === 'unknown' ? ['identity_unknown'] : []),
    ...(where === 'out' ? ['not_yours'] : []),
    ...(isOpen(asked) ? [] : ['already_decided']),
  ]
}

import type { RefusalFacts } from '../../core/reply.ts'
import { channel, type Inline, listed, value } from './blocks.ts'
import { denial, says } from './rule.ts'
import { CLIP } from './text.ts'

const SHOWN = 5

/** What is known of a no that the policy says: a line for each. */
export function byPolicy(facts: RefusalFacts): readonly (readonly Inline[])[] {
  const { rule, channels, tickets, quorum } = facts
  return [
    ...(rule ? [rule.deny === undefined ? [`So ${says(rule)}.`] : denial(rule.name, rule.deny)] : []),
    ...(channels && channels.length > 0 ? [['It may be typed in ', ...channelList(channels), '.']] : []),
    ...(tickets && tickets.length > 0 ? [ticketLine(tickets)] : []),
    ...(quorum ? [[quorumWords(quorum)]] : []),
  ]
}

export function channelList(channels: NonNullable<RefusalFacts['channels']>): readonly Inline[] {
  return listed(channels.map(channel), SHOWN)
}

/** Which tickets count, and how one is named. */
function ticketLine(prefixes: readonly string[]): readonly Inline[] {
  const shapes = prefixes.map((prefix) => value(`${prefix}-…`, CLIP.name))
  return [
    ...['Tickets that count: ', ...listed(shapes, SHOWN)],
    ...['. For example, at the end: ', value(`because ${exampleOf(prefixes)}`, CLIP.name)],
  ]
}

/** A ticket that such a rule takes. */
export function exampleOf([prefix = 'CHG']: readonly string[]): string {
  return `${prefix}-4711`
}

/** Said to whoever would ask. */
export function quorumWords({ needed, people }: NonNullable<RefusalFacts['quorum']>): string {
  const takes = `It takes ${needed} ${needed === 1 ? 'approval' : 'approvals'}, and`
  if (people === 0) return `${takes} nobody other than you may approve.`
  return `${takes} only ${people} ${people === 1 ? 'person' : 'people'} other than you may approve.`
}

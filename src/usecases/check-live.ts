import type { ChannelId, GroupId, PersonId } from '../core/ids.ts'
import { askedIn, channelsNamed, liveFindings, membersNamed } from '../core/live-findings.ts'
import { isGroup } from '../core/policy.ts'
import type { Finding } from '../core/policy-findings.ts'
import { known, type Live } from '../core/quorums.ts'
import type { Deps, Identity } from '../ports.ts'

/** What Slack says of those and that which a policy names. */
export interface LiveDeps extends Pick<Deps, 'policy'> {
  identify(person: PersonId): Promise<Identity>
  /** Null where there is no such group; throws when Slack does not say. */
  members(group: GroupId): Promise<readonly PersonId[] | null>
  /** Both throw when Slack does not say. */
  usable(channel: ChannelId): Promise<boolean>
  isThere(channel: ChannelId): Promise<boolean>
}

/** Holds a policy against the people, groups and channels that there are just now. */
export async function checkLive(deps: LiveDeps): Promise<readonly Finding[]> {
  return liveFindings(deps.policy, await lookUp(deps))
}

async function lookUp(deps: LiveDeps): Promise<Live> {
  const named = membersNamed(deps.policy)
  const listed = named.map((one) => one.named)
  const members = await each(listed.filter(isGroup), (group) => orUntold(deps.members(group)))
  const approving = named.filter(({ path }) => path.at(-2) === 'approvers').map((one) => one.named)
  // Only of approvers it matters who exactly they are: groups of requesters can be large.
  const inGroups = approving.filter(isGroup).flatMap((group) => known(members.get(group)))
  const people = [...listed.flatMap((member) => (isGroup(member) ? [] : [member])), ...inGroups]
  const channels = channelsNamed(deps.policy).map((one) => one.named)
  return {
    members,
    identities: await each(people, deps.identify),
    channels: await each(channels, (channel) => orUntold(deps.usable(channel))),
    known: await each(
      askedIn(deps.policy).map((one) => one.named),
      (channel) => orUntold(deps.isThere(channel)),
    ),
  }
}

/** Asks about each once, one after the other: Slack counts the calls of the running bot with these. */
async function each<Id, T>(ids: readonly Id[], ask: (id: Id) => Promise<T>): Promise<ReadonlyMap<Id, T>> {
  const answers = new Map<Id, T>()
  for (const id of new Set(ids)) answers.set(id, await ask(id))
  return answers
}

function orUntold<T>(answer: Promise<T>): Promise<T | 'untold'> {
  return answer.catch(() => 'untold' as const)
}

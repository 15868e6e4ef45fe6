import type { ChannelId, PersonId } from './ids.ts'
import { isGroup, type Member, type Policy } from './policy.ts'
import type { Finding } from './policy-findings.ts'
import { type Live, quorumFindings, type Told } from './quorums.ts'
import type { Refusal } from './refusal.ts'
import { type Lists, ROLES } from './standing.ts'

type Path = Finding['path']

/** An id of a policy, and where it stands. */
export interface Named<Id> {
  readonly path: Path
  readonly named: Id
}

/** Every id of a policy that Slack does not know as the policy means it, and every approval that nobody could give. */
export function liveFindings(policy: Policy, live: Live): readonly Finding[] {
  return [
    ...membersNamed(policy).flatMap(({ path, named }) => at(path, wrongWith(named, live))),
    ...channelsNamed(policy).flatMap(({ path, named }) => at(path, wrongWithChannel(named, live))),
    ...askedIn(policy).flatMap(({ path, named }) => at(path, wrongWithAskIn(named, live))),
    ...quorumFindings(policy, live),
  ]
}

export function membersNamed(policy: Policy): readonly Named<Member>[] {
  return partsOf(policy).flatMap(({ path, fields }) =>
    ROLES.flatMap((role) =>
      (fields[role] ?? []).map((named, index) => ({ path: [...path, role, index], named })),
    ),
  )
}

/** Where requests live, and where their outcome is told. */
export function channelsNamed(policy: Policy): readonly Named<ChannelId>[] {
  return partsOf(policy).flatMap(({ path, fields: { channel, notify } }) => [
    ...(channel === undefined ? [] : [{ path: [...path, 'channel'], named: channel }]),
    ...(notify ?? []).map((named, index) => ({ path: [...path, 'notify', index], named })),
  ])
}

/** Where commands may be typed: the bot need not be in there. */
export function askedIn(policy: Policy): readonly Named<ChannelId>[] {
  return partsOf(policy).flatMap(({ path, fields: { askIn = [] } }) =>
    askIn.map((named, index) => ({ path: [...path, 'askIn', index], named })),
  )
}

type Fields = { readonly [Role in keyof Lists]?: Lists[Role] | undefined } & {
  readonly channel?: ChannelId | undefined
  readonly askIn?: readonly ChannelId[] | undefined
  readonly notify?: readonly ChannelId[] | undefined
}

/** The fields at the top, and those that each rule writes over them. */
function partsOf(policy: Policy): readonly { readonly path: Path; readonly fields: Fields }[] {
  const rules = policy.rules.map((fields, index) => ({ path: ['rules', index], fields }))
  return [{ path: [], fields: policy }, ...rules]
}

function at(path: Path, problem: string | null): readonly Finding[] {
  return problem === null ? [] : [{ path, problem }]
}

const AGAIN = 'and Slack did not say more of it just now: run this again in a minute'

function wrongWith(member: Member, { identities, members }: Live): string | null {
  if (!isGroup(member)) return wrongWithPerson(member, identities.get(member))
  const people = members.get(member)
  if (people === 'untold') return `is ${member}, ${AGAIN}`
  if (people === null)
    return `is ${member}, and Slack knows no such user group, or it was switched off: name another, or take it out`
  return people?.length === 0
    ? `is ${member}, and nobody is in this user group: add people to it in Slack, or name another`
    : null
}

const GONE: Readonly<Partial<Record<Refusal, string>>> = {
  deactivated: 'and their Slack account is deactivated: take them out',
  guest: 'and guests may not use the bot: take them out',
  bot: 'and an app may not use the bot, a request needs a person: take it out',
  foreign: 'and Slack knows nobody of this workspace by that id: take it out, or look for a slip',
}

function wrongWithPerson(id: PersonId, identity: Told | undefined): string | null {
  if (!identity?.ok) return `is ${id}, ${(identity && GONE[identity.refusal]) ?? AGAIN}`
  // In an organisation of workspaces people have two ids, and the bot knows them by one.
  return identity.person === id
    ? null
    : `is ${id}, and the bot knows this person as ${identity.person}: write that id`
}

function wrongWithChannel(id: ChannelId, { channels }: Live): string | null {
  const usable = channels.get(id)
  if (usable === 'untold') return `is ${id}, ${AGAIN}`
  return usable === false
    ? `is ${id}, which the bot cannot use: it does not exist, is archived or shared with another company, or the bot is not in it; invite the bot there, or name another`
    : null
}

function wrongWithAskIn(id: ChannelId, { known }: Live): string | null {
  const there = known.get(id)
  if (there === 'untold') return `is ${id}, ${AGAIN}`
  return there === false
    ? `is ${id}, and Slack shows the bot no such channel: look for a slip, or invite the bot there where it is private`
    : null
}

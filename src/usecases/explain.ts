import type { GroupId, PersonId } from '../core/ids.ts'
import type { Key } from '../core/key.ts'
import type { KeyReference } from '../core/key-reference.ts'
import type { Operation } from '../core/operations.ts'
import type { Policy } from '../core/policy.ts'
import type { Refusal } from '../core/refusal.ts'
import type { RefusalFacts } from '../core/reply.ts'
import type { Rule } from '../core/rules.ts'
import { everybody, groupsToRead, standingsOf } from '../core/standing.ts'
import { type No, obstacles } from '../core/wish.ts'
import type { Deps, Identity } from '../ports.ts'
import { authorize } from './authorize.ts'
import { readGroups } from './read-groups.ts'
import { resolveKey } from './resolve-key.ts'
import { type WeighDeps, weigh } from './weigh.ts'

export interface Question {
  readonly person: PersonId
  readonly reference: KeyReference
  /** The one that would change the key where none is named. */
  readonly operation?: Operation
  readonly periodDays?: number
}

/** Somebody whom the rule lists as an approver, and why they could not approve. */
export interface Approver {
  readonly id: PersonId
  readonly name?: string
  readonly why?: Refusal
}

/** What a policy says of one person and one key, as they are just now. */
export interface Explanation {
  readonly kind: 'explained'
  readonly who: Identity
  readonly operation: Operation
  readonly periodDays?: number
  readonly key: Key
  readonly rule: Rule
  /** Rules before it, which do not match. */
  readonly passed: readonly string[]
  readonly approvers: readonly Approver[]
  /** Groups of approvers that Slack does not tell about. */
  readonly unread: readonly GroupId[]
  /** Every reason why this person could not ask, the one first that they would be told; none when they could. */
  readonly nos: readonly No[]
}

export type Explained =
  | Explanation
  | { readonly kind: 'no_key'; readonly refusal: Refusal; readonly facts: RefusalFacts }

type ExplainDeps = WeighDeps & { readonly messenger: Pick<Deps['messenger'], 'usable'> }

/** Says what asking would come to without asking: it makes no entry and no request. */
export async function explain(deps: ExplainDeps, question: Question): Promise<Explained> {
  const { person, reference, periodDays } = question
  const resolved = await resolveKey(deps.ciphertrust, reference)
  if (!resolved.ok) return { kind: 'no_key', refusal: resolved.refusal, facts: resolved.facts }
  const { key } = resolved
  const switchesOff = key.rotation.on && periodDays === undefined
  const operation = question.operation ?? (switchesOff ? 'disable-auto-rotation' : 'enable-auto-rotation')
  const who = await deps.people.identify(person)
  const { rule, approvers, nos } = await weigh(deps, who.person, key, {
    ...{ operation, periodDays, typedIn: null },
  })
  const usable = await deps.messenger.usable(rule.channel)
  return {
    ...{ kind: 'explained', who, operation, key, rule },
    ...(periodDays === undefined ? {} : { periodDays }),
    passed: passedBy(deps.policy, rule),
    approvers: [
      ...(await themselves(deps, who, rule)),
      ...(await inTurn(approvers.people, (id) => approver(deps, rule, id))),
    ],
    unread: approvers.unread,
    nos: [
      ...(await whyNotAtAll(deps, person, nos)),
      ...(usable ? [] : [{ refusal: 'channel_unusable' } as const]),
    ],
  }
}

/** Whoever may not use the bot at all hears that first, and nothing of the rule that does not list them. */
async function whyNotAtAll(deps: ExplainDeps, person: PersonId, nos: readonly No[]): Promise<readonly No[]> {
  const others = obstacles(nos)
  const authorized = await authorize(deps, person, ['requesters'], everybody(deps.policy))
  if (authorized.ok) return others
  const said: readonly Refusal[] = ['not_for_this_key', authorized.refusal]
  return [{ refusal: authorized.refusal }, ...others.filter(({ refusal }) => !said.includes(refusal))]
}

/** Names of rules are unlike each other, so the one in force is found by its name. */
function passedBy({ rules }: Policy, { name }: Rule): readonly string[] {
  const names = rules.map((rule) => rule.name)
  const place = names.indexOf(name)
  return place < 0 ? names : names.slice(0, place)
}

/** Whoever asks is no approver of it, which surprises those whom the rule lists as one. */
async function themselves({ people }: ExplainDeps, who: Identity, rule: Rule): Promise<readonly Approver[]> {
  if (rule.approvals === 0) return []
  const memberships = await readGroups(people, groupsToRead(rule, who.person, ['approvers']))
  const standing = standingsOf(rule, who.person, memberships).approvers
  if (standing === null || standing === 'unknown') return []
  return [{ id: who.person, ...(who.ok ? { name: who.name } : {}), why: 'own_request' }]
}

/** One after the other: Slack counts the calls of the running bot with these. */
async function inTurn<T>(ids: readonly PersonId[], ask: (id: PersonId) => Promise<T>): Promise<readonly T[]> {
  const answers: T[] = []
  for (const id of ids) answers.push(await ask(id))
  return answers
}

async function approver({ people }: ExplainDeps, rule: Rule, id: PersonId): Promise<Approver> {
  const identity = await people.identify(id)
  if (!identity.ok) return { id, why: identity.refusal }
  const { name, person } = identity
  if (person === id) return { id, name }
  // Listed by another id than the bot knows them by, which is on no list.
  const memberships = await readGroups(people, groupsToRead(rule, person, ['approvers']))
  const listed = standingsOf(rule, person, memberships).approvers !== null
  return listed ? { id: person, name } : { id, name, why: 'not_approver' }
}

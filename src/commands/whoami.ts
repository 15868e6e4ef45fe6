import type { PersonId } from '../core/ids.ts'
import type { Fact, Reply, Said } from '../core/reply.ts'
import { type Rule, rulesOf } from '../core/rules.ts'
import { everybody, ROLES, type Role, type Standing, standingsOf } from '../core/standing.ts'
import { authorize } from '../usecases/authorize.ts'
import { readGroups } from '../usecases/read-groups.ts'
import { type Command, reads } from './command.ts'

export const whoami: Command<null> = {
  name: 'whoami',
  usage: '',
  summary: 'says what you may do, and which rule says so',
  example: 'whoami',
  does: reads,
  roles: null,
  parse: () => ({ ok: true, what: null }),
  print: () => '',
  async run(deps, { asker }) {
    const lists = everybody(deps.policy)
    const authorized = await authorize(deps, asker.person, ROLES, lists)
    if (!authorized.ok && authorized.refusal === 'not_allowed') return notYet(authorized.person)
    if (!authorized.ok) return { kind: 'refused', refusal: authorized.refusal }
    const { person } = authorized
    const memberships = await readGroups(deps.people, Object.values(lists).flat())
    const [top, ...rules] = rulesOf(deps.policy).toReversed()
    const say = (rule: Rule) => said(rule, standingsOf(rule, person, memberships), person)
    return {
      kind: 'facts',
      title: 'This is what the policy says of you.',
      facts: [
        ['Your id', [person]],
        ...(top ? say(top) : []),
        ...rules.toReversed().map((rule) => byRule(rule, say(rule), top ? say(top) : [])),
      ],
    }
  },
}

const ABILITIES: Readonly<Record<Role, string>> = {
  requesters: 'Ask for rotation',
  approvers: 'Approve and deny',
  admins: 'Withdraw for others',
}

function said(rule: Rule, standings: Readonly<Record<Role, Standing>>, person: PersonId): readonly Fact[] {
  if (rule.deny !== undefined) return [['Refused to everybody', [{ written: rule.deny }]]]
  return [
    ...ROLES.map((role) => [ABILITIES[role], because(standings[role], person)] as const),
    ['Approval', [needed(rule.approvals)]],
  ]
}

/** What a rule says, in one line: of what the fields at the top say already, nothing again. */
function byRule({ name }: Rule, facts: readonly Fact[], top: readonly Fact[]): Fact {
  const own = facts.filter((fact) => !top.some((other) => isSame(other, fact)))
  const said = own.flatMap(([what, how], index) => [
    `${index > 0 ? '; ' : ''}${what.toLowerCase()}: `,
    ...how,
  ])
  if (own.length === 0) return [`Rule “${name}”`, ['as above']]
  return [`Rule “${name}”`, own.length < facts.length ? [...said, '; the rest as above'] : said]
}

function isSame(one: Fact, other: Fact): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

function needed(approvals: number): string {
  if (approvals === 0) return 'none needed, the call is made at once'
  return approvals === 1
    ? 'by one other person before the call'
    : `by ${approvals} other people before the call`
}

function because(standing: Standing, person: PersonId): readonly Said[] {
  if (standing === null) return ['no']
  if (standing === 'unknown') return ['cannot be told: Slack did not say who is in the groups of the policy']
  return standing === person
    ? ['yes, the policy names you']
    : ['yes, you are in ', { member: standing }, ', which the policy names']
}

function notYet(person: PersonId): Reply {
  return {
    kind: 'facts',
    title: 'The policy does not list you yet, so you may not ask for key rotation.',
    facts: [
      ['Your id', [person]],
      ['To be added', ['send this id to whoever looks after policy.yml']],
    ],
  }
}

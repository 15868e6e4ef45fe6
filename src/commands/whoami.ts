import type { PersonId } from '../core/ids.ts'
import { ROLES, type Role, type Standing } from '../core/policy.ts'
import type { Reply } from '../core/reply.ts'
import { authorize } from '../usecases/authorize.ts'
import { type OpenCommand, reads } from './command.ts'

export const whoami: OpenCommand = {
  name: 'whoami',
  usage: '',
  summary: 'says what you may do, and which rule says so',
  does: reads,
  roles: null,
  async run(deps, { asker }) {
    const authorized = await authorize(deps, asker.person, ROLES)
    if (!authorized.ok && authorized.refusal === 'not_allowed') return notYet(authorized.person)
    if (!authorized.ok) return { kind: 'refused', refusal: authorized.refusal }
    const { person, standings } = authorized.actor
    const { approvals } = deps.policy
    return {
      kind: 'facts',
      title: 'This is what the policy says of you.',
      facts: [
        ['Your id', person],
        ...ROLES.map((role) => [ABILITIES[role], because(standings[role], person)] as const),
        [
          'Approval',
          approvals === 0 ? 'none needed, the call is made at once' : 'by a second person before the call',
        ],
      ],
    }
  },
}

const ABILITIES: Readonly<Record<Role, string>> = {
  requesters: 'Ask for rotation',
  approvers: 'Approve and deny',
  admins: 'Withdraw for others',
}

function because(standing: Standing, person: PersonId): string {
  if (standing === null) return 'no'
  if (standing === 'unknown') return 'cannot be told: Slack did not say who is in the groups of the policy'
  return standing === person
    ? 'yes, the policy names you'
    : `yes, you are in the user group ${standing}, which the policy names`
}

function notYet(person: PersonId): Reply {
  return {
    kind: 'facts',
    title: 'The policy does not list you yet, so you may not ask for key rotation.',
    facts: [
      ['Your id', person],
      ['To be added', 'send this id to whoever looks after policy.yml'],
    ],
  }
}

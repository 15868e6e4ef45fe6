import type { PersonId } from '../core/ids.ts'
import type { Reply } from '../core/reply.ts'
import { authorize } from '../usecases/authorize.ts'
import type { Command } from './command.ts'

export const whoami: Command = {
  name: 'whoami',
  usage: '',
  summary: 'says what you may do, and which rule says so',
  changes: false,
  open: true,
  async run(deps, { asker }) {
    const standing = await authorize(deps, asker.person)
    if (!standing.ok && standing.refusal === 'not_allowed') return notYet(standing.person)
    if (!standing.ok) return { kind: 'refused', refusal: standing.refusal }
    const { person, by } = standing
    const because =
      by === person ? 'the policy names you' : `you are in the user group ${by}, which the policy names`
    return {
      kind: 'facts',
      title: 'You may ask for key rotation.',
      facts: [
        ['Your id', person],
        ['Because', because],
        [
          'Approval',
          deps.policy.approvals === 0 ? 'none needed, the call is made at once' : 'by a second person',
        ],
      ],
    }
  },
}

function notYet(person: PersonId): Reply {
  return {
    kind: 'facts',
    title: 'You may not ask for key rotation yet.',
    facts: [
      ['Your id', person],
      ['To be added', 'send this id to whoever looks after policy.yml'],
    ],
  }
}

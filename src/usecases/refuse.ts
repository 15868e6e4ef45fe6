import type { ChannelId, InputId, PersonId } from '../core/ids.ts'
import type { Refusal } from '../core/refusal.ts'
import type { RefusalFacts, Refused } from '../core/reply.ts'
import type { Ledger } from '../ports.ts'

/** What somebody wants, on its way through: where it came from, and what the audit log calls it. */
export interface Asker {
  readonly person: PersonId
  readonly input: InputId
  readonly channel: ChannelId
  readonly command: string
}

/** Says no: into the audit log first, then as the answer. */
export async function refuse(
  ledger: Ledger,
  asker: Asker,
  refusal: Refusal,
  facts: RefusalFacts = {},
): Promise<Refused> {
  const { person, input, channel, command } = asker
  const key = facts.key ?? facts.request?.key
  const about = {
    ...(facts.fault ? { fault: facts.fault } : {}),
    ...(key ? { arn: key.arn } : {}),
    ...(facts.request ? { request: facts.request.id } : {}),
  }
  const reply = { kind: 'refused', refusal, ...facts } as const
  await ledger.refuse(person, { command, refusal, input, channel, ...about }, reply)
  return reply
}

import { GroupId, PersonId } from '../../../src/core/ids.ts'
import { Policy } from '../../../src/core/policy.ts'
import { ANN, AUDIT, KIM, ONCALL, SAM, SECURITY } from '../../builders.ts'

/** Ann asks; Sam asks and decides; Kim decides; Lea may withdraw for others; Otto is nobody; Slack never tells of Una. */
export const LEA = PersonId.parse('U0LEA')
export const OTTO = PersonId.parse('U0OTTO')
export const UNA = PersonId.parse('U0UNA')
export const PEOPLE = [ANN, SAM, KIM, LEA, OTTO, UNA] as const
/** A group that Slack never says anything about. */
export const LOST = GroupId.parse('S0LOST')
export { ANN, KIM, ONCALL, SAM, SECURITY }

const HOUR = 3_600_000
const two = Policy.parse({
  ...{ channel: AUDIT, requesters: [ONCALL], approvers: [SECURITY], admins: [LEA] },
  ...{ approvals: 1, expires: 8 * HOUR },
})

/** A key that one of the policies denies, under any of its names. */
export const SEALED = 1

/** What an operator may put in force by a restart. */
export const POLICIES = {
  two,
  loose: { ...two, approvals: 0 },
  tight: { ...two, requesters: [ANN, KIM], approvers: [KIM], expires: HOUR },
  both: { ...two, approvals: 2, approvers: [SECURITY, LEA], remind: HOUR },
  sealed: {
    ...two,
    rules: [{ name: 'sealed', match: { aliases: [`alias/key-${SEALED}-*`] }, deny: 'Keep it as it is.' }],
  },
  vague: { ...two, approvers: [SECURITY, LOST], admins: [LEA, KIM] },
} as const satisfies Record<string, Policy>
export type PolicyName = keyof typeof POLICIES

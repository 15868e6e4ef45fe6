import type { Slack } from '../../simulators/slack/start.ts'
import { twoPersonsPolicy } from '../../simulators/stage.ts'
import type { OneRequest } from './one-request.ts'

/** One way through the life of a request: what people, the clock and the world do, and the states it comes to. */
export interface Way {
  readonly name: string
  readonly path: string
  readonly policy?: (slack: Slack) => string
  /** The flag that AWS has in the end: on after a success and off else, unless it is said. */
  readonly on?: boolean
  /** How many calls left; one for each mark, unless it is said. */
  readonly sent?: number
  /** It has no card. */
  readonly unseen?: boolean
  readonly walk: (one: OneRequest) => Promise<unknown>
}

export const HOUR = 3_600
export const MINUTE = 60
export const noApproval = ({ channels, groups }: Slack) =>
  `channel: ${channels.audit}\nrequesters: [${groups.oncall}]\napprovals: 0\n`
export const onlyKim = (slack: Slack) =>
  twoPersonsPolicy(slack).replace(
    `approvers: [${slack.groups.security}]`,
    `approvers: [${slack.users.approver2}]`,
  )
/** Two different people must approve. */
export const quorum = (slack: Slack) => twoPersonsPolicy(slack).replace('approvals: 1', 'approvals: 2')
export const reminding = (slack: Slack) => `${twoPersonsPolicy(slack)}remind: 30m before expiry\n`
/** Nobody may have this key's rotation changed. */
export const sealed = (slack: Slack) =>
  `${twoPersonsPolicy(slack)}rules: [{ name: sealed, match: { aliases: ["alias/aws-*"] }, deny: ${SEALED} }]\n`
export const SEALED = 'Ask the owners of the ceremony.'

export const ON = { aws_param: { KeyRotationEnabled: true } }
export const RENAMED = { aws_param: { Alias: ['alias/renamed'] } }
export const DISABLED = { aws_param: { KeyState: 'Disabled', Enabled: false } }
const NEVER_READ = { kind: '500', times: -1 }

/** Approved, and given back because CipherTrust says nothing. */
export async function approvedInVain(one: OneRequest) {
  await one.ask()
  await one.readFault(NEVER_READ)
  await one.approve()
  await one.reach('approved', 2)
}

/** Lets reads of the flag come due and tell nothing, until a person is asked. */
export async function readInVain(one: OneRequest) {
  await one.readUntil(() => one.steps.some(({ kind }) => kind === 'person_asked'))
  await one.asked()
}

/** The call was made, nobody knows what became of it, and reading tells nothing. */
export async function forAPerson(one: OneRequest) {
  await one.ask()
  await one.flagFault(NEVER_READ)
  await one.writeFault({ kind: 'hangup_before' })
  await one.approve()
  await readInVain(one)
}

/** A fault of nobody's making: what it breaks is tried again by the job loop. */
export function breaks(): never {
  throw new Error('broken by the test')
}

import type { PersonId, RequestId } from '../../../src/core/ids.ts'
import type { Policy } from '../../../src/core/policy.ts'
import type { Look } from './world.ts'

/** One run of the process, under the policy it read at its start. */
export interface Life {
  readonly name: string
  readonly policy: Policy
  dead: boolean
}

/** The process ended: whatever it was doing does nothing more. */
export class Killed extends Error {
  override name = 'Killed' as const
}

/** What a port answered, as far as the model judges by it. */
export interface Heard {
  readonly port: 'find' | 'read' | 'readRotation' | 'prepare' | 'send'
  readonly said: string
  readonly look?: Look
}

export type Doing =
  | 'rotate'
  | 'look'
  | 'approve'
  | 'deny'
  | 'withdraw'
  | 'settle_on'
  | 'settle_off'
  | 'ask_again'
  | 'request job'
  | 'card job'

/** Something the bot is doing, for a person or for a job, and what it came to know on the way. */
export interface Activity {
  readonly does: Doing
  readonly life: Life
  readonly person?: PersonId
  readonly target?: RequestId
  readonly key?: number
  /** When it began, on the clock and in what Slack said by then. */
  readonly began: number
  readonly since: number
  readonly heard: Heard[]
  /** Something else happened before it was over. */
  disturbed: boolean
}

/** What the port said last, of what was heard from then on. */
export function lastOf(activity: Activity, port: Heard['port'], from = 0): Heard | undefined {
  return activity.heard.slice(from).findLast((heard) => heard.port === port)
}

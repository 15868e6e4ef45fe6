import type { Policy } from '../../../src/core/policy.ts'

/** One run of the process, from its start until it ends wherever it is. */
export interface Life {
  readonly number: number
  readonly owner: string
  readonly policy: Policy
  alive: boolean
  /** What it does now, for the story of its end. */
  step: string
  /** It does nothing before. */
  asleepUntil: number
}

/** A task of a life that is over: it does nothing more, not even fail. */
export function forever<T>(): Promise<T> {
  return new Promise(() => {})
}

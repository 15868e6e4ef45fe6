import type { Log } from '../ports.ts'

/** Everything the client takes from its surroundings. */
export interface World {
  now(): Date
  sleep(ms: number): Promise<void>
  readonly log: Log
  readonly timeouts?: Partial<Timeouts>
}

/** Milliseconds until a call is given up, its reply's body included. A read's retries share one such time. */
export interface Timeouts {
  readonly read: number
  readonly write: number
  readonly login: number
}

// A write waits for AWS behind CipherTrust: the vendor's Terraform provider gives its calls 60 s as well.
export const TIMEOUTS: Timeouts = { read: 20_000, write: 60_000, login: 15_000 }

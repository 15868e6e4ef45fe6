import type { Environment, Read } from '../config.ts'
import { policyFileIn } from '../config-variables.ts'
import type { Clock, Log } from '../ports.ts'

/** Everything the command line takes from its surroundings; texts are lines without their end. */
export interface World extends Clock {
  readonly env: Environment
  readonly readFile: Read
  readonly version: string
  /** What was asked for. */
  print(text: string): unknown
  /** Why it could not be had. */
  complain(text: string): unknown
}

export const EXIT = { fine: 0, not: 1, usage: 2 } as const
export type Exit = (typeof EXIT)[keyof typeof EXIT]

/** The policy that a command is about. */
export function policyFile({ env }: World, file: string | undefined): string {
  return file ?? policyFileIn(env)
}

/** Of the log only what mends a set-up is for whoever typed a command. */
export function helpOnly({ complain }: World): Log {
  const nothing = () => {}
  return {
    ...{ debug: nothing, info: nothing, error: nothing },
    warn: (fields) => {
      if ('help' in fields) complain(String(fields.help))
    },
  }
}

export function json({ print }: World, data: unknown): void {
  print(JSON.stringify(data, null, 2))
}

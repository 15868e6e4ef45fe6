import type { Environment, Read } from '../config.ts'
import { policyFileIn } from '../config-variables.ts'
import type { Clock, Log } from '../ports.ts'

/** Everything the command line takes from its surroundings; texts are lines without their end. */
export interface World extends Clock {
  readonly env: Environment
  readonly readFile: Read
  readonly version: string
  /** What the machine calls whoever typed it. */
  readonly user: string
  /** What was asked for. */
  print(text: string): unknown
  /** The same in parts, as they come, for what may be long: each with its line ends. */
  printParts(parts: AsyncIterable<string>): Promise<void>
  /** Why it could not be had. */
  complain(text: string): unknown
  /** How far it is, in one line that the next one takes the place of; only where somebody watches. */
  readonly progress?: (text: string) => unknown
  /** What is handed in, where a command reads it. */
  readonly stdin: AsyncIterable<string | Uint8Array>
}

export const EXIT = { fine: 0, not: 1, usage: 2, noWitness: 3 } as const
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

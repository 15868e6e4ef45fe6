import type { Member } from '../core/policy.ts'
import type { HelpRow, Reply } from '../core/reply.ts'
import type { Deps } from '../ports.ts'
import type { AskReads } from '../usecases/ask.ts'
import type { Asker } from '../usecases/refuse.ts'
import type { ShowReads } from '../usecases/show.ts'

/** What a command may reach. */
export type CommandDeps = Deps & { readonly reads: AskReads & ShowReads }

/** What was typed after the command's own name, and who typed it. */
export interface Call {
  readonly asker: Asker
  readonly words: string
  /** The entry of the policy's `requesters` that lets them; null for commands that are open to everybody. */
  readonly via: Member | null
  /** Every command there is, for help. */
  readonly all: readonly HelpRow[]
}

/** A subcommand is data: help, the manifest's hint and the listener are made from it. */
export interface Command extends HelpRow {
  /** May it change something? Then what was typed is stored before it is acknowledged. */
  readonly changes: boolean
  /** Needs no standing in the policy. */
  readonly open?: true
  run(deps: CommandDeps, call: Call): Promise<Reply>
}

import type { HelpRow, Reply } from '../core/reply.ts'
import type { Role } from '../core/standing.ts'
import type { Deps } from '../ports.ts'
import type { AskReads } from '../usecases/ask.ts'
import type { ListReads } from '../usecases/list-requests.ts'
import type { RequestReads } from '../usecases/move-on.ts'
import type { Asker } from '../usecases/refuse.ts'

/** What a command may reach. */
export type CommandDeps = Deps & { readonly reads: AskReads & RequestReads & ListReads }

/** What was typed after the command's own name, and who typed it. */
export interface Call {
  readonly asker: Asker
  readonly words: string
  /** Every command there is, for help. */
  readonly all: readonly HelpRow[]
}

/**
 * What a command line does: it reads; it may change something, and is stored before it is acknowledged; or it opens a
 * form, whose submission is what changes something.
 */
export type Doing = 'reads' | 'changes' | 'opens a form'

interface Described extends HelpRow {
  readonly does: (words: string) => Doing
}

/** Anybody may say it. */
export interface OpenCommand extends Described {
  readonly roles: null
  run(deps: CommandDeps, call: Call): Promise<Reply>
}

/** For those whom any rule of the policy names in one of these roles; `asker` is the person, identified just now. */
export interface ClosedCommand extends Described {
  readonly roles: readonly Role[]
  run(deps: CommandDeps, call: Call): Promise<Reply>
}

/** A subcommand is data: help, the manifest's hint and the listener are made from it. */
export type Command = OpenCommand | ClosedCommand

export const reads = (): Doing => 'reads'
export const changes = (): Doing => 'changes'

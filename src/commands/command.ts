import type { HelpRow, Mend, Reply, UsageProblem } from '../core/reply.ts'
import type { Role } from '../core/standing.ts'
import type { Deps } from '../ports.ts'
import type { AskReads } from '../usecases/ask.ts'
import type { HistoryReads } from '../usecases/history.ts'
import type { ListReads } from '../usecases/list-requests.ts'
import type { RequestReads } from '../usecases/move-on.ts'
import type { Asker } from '../usecases/refuse.ts'

/** What a command may reach. */
export type CommandDeps = Deps & { readonly reads: AskReads & RequestReads & ListReads & HistoryReads }

/** Who typed it, and every command there is, for help. */
export interface Call {
  readonly asker: Asker
  readonly all: readonly Command[]
}

/**
 * What a command line does: it reads; it may change something, and is stored before it is acknowledged; or it opens a
 * form, whose submission is what changes something.
 */
export type Doing = 'reads' | 'changes' | 'opens a form'

export type Parsed<What> = { readonly ok: true; readonly what: What } | Unread

export interface Unread extends Mend {
  readonly ok: false
  readonly problem: UsageProblem
}

/**
 * A subcommand is data: help, the manifest's hint, the docs and the listener are made from it. The words it reads are
 * those after its own name.
 */
export interface Command<What = unknown> extends HelpRow {
  readonly does: (words: string) => Doing
  /** Those whom any rule of the policy names in one of these roles; null: anybody may say it. */
  readonly roles: readonly Role[] | null
  parse(words: string): Parsed<What>
  /** The words that `parse` reads as this. */
  print(what: What): string
  /** `asker` is the person, identified just now where the command has roles. */
  run(deps: CommandDeps, call: Call, what: What): Promise<Reply>
}

export const reads = (): Doing => 'reads'
export const changes = (): Doing => 'changes'

/** The `line` of a mend is without the command's name. */
export function problem(problem: UsageProblem, mend: Mend = {}): Unread {
  return { ok: false, problem, ...mend }
}

/** A whole line of this command, as somebody would type it. */
export function lineOf<What>(command: Pick<Command<What>, 'name' | 'print'>, what: What): string {
  return `${command.name} ${command.print(what)}`.trim()
}

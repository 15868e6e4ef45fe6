import { closest, distance } from 'fastest-levenshtein'
import type { ChannelId, InputId, PersonId } from '../core/ids.ts'
import type { Reply } from '../core/reply.ts'
import { typedIn } from '../core/rules.ts'
import { admit } from '../usecases/authorize.ts'
import { refuse } from '../usecases/refuse.ts'
import type { Command, CommandDeps, Doing } from './command.ts'
import { COMMANDS } from './registry.ts'
import { readTyped } from './typed.ts'

/** A command line, where it was typed and by whom. `by` is what Slack says, before anybody looked closer. */
export interface CommandLine {
  readonly id: InputId
  readonly by: PersonId
  readonly channel: ChannelId
  readonly text: string
}

/** The command a line names; scanned, not looked up, so that no inherited property answers to its name. */
export function commandOf(text: string): Command | undefined {
  const { name } = readTyped(text)
  return COMMANDS.find((command) => command.name === (name || 'help'))
}

/** What a line does once it is dispatched; one that nobody understands only reads. */
export function doingOf(text: string): Doing {
  return commandOf(text)?.does(readTyped(text).words) ?? 'reads'
}

/** Runs a command line: identity and allowlist first, then the command's own reading of it. */
export async function dispatch(deps: CommandDeps, line: CommandLine): Promise<Reply> {
  const { name, words } = readTyped(line.text)
  const command = commandOf(line.text)
  if (!command) return unknownCommand(name)
  const asker = { person: line.by, input: line.id, channel: line.channel, command: command.name }
  const call = { words, all: COMMANDS }
  if (command.roles === null) return command.run(deps, { ...call, asker })
  return admit(deps, asker, command.roles, async (known) => {
    const channels = typedIn(deps.policy)
    if (channels === null || channels.includes(line.channel))
      return command.run(deps, { ...call, asker: known })
    return command.does(words) === 'reads'
      ? { kind: 'refused', refusal: 'not_here', channels }
      : refuse(deps.ledger, known, 'not_here', { channels })
  })
}

const LIKELY_TYPO = 2

function unknownCommand(typed: string): Reply {
  const names = COMMANDS.map((command) => command.name)
  const begun = typed.length > 1 ? names.find((name) => name.startsWith(typed)) : undefined
  const nearest = begun ?? closest(typed, names)
  const likely = begun !== undefined || distance(typed, nearest) <= LIKELY_TYPO
  return { kind: 'unknown_command', typed, ...(likely ? { nearest } : {}), help: COMMANDS }
}

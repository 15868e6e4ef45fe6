import type { ChannelId, InputId, PersonId } from '../core/ids.ts'
import type { Reply } from '../core/reply.ts'
import { typedIn } from '../core/rules.ts'
import { admit } from '../usecases/authorize.ts'
import { refuse } from '../usecases/refuse.ts'
import type { Call, Command, CommandDeps, Doing, Unread } from './command.ts'
import { COMMANDS } from './registry.ts'
import { readTyped } from './typed.ts'
import { unknownCommand } from './unknown-command.ts'

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

/** What a line does once it is dispatched; one that nobody understands only reads, and there is no form for it. */
export function doingOf(text: string): Doing {
  const { words } = readTyped(text)
  const command = commandOf(text)
  const doing = command?.does(words) ?? 'reads'
  return doing === 'opens a form' && !command?.parse(words).ok ? 'reads' : doing
}

/** Runs a command line: identity and allowlist first, then the command's own reading of it. */
export async function dispatch(deps: CommandDeps, line: CommandLine): Promise<Reply> {
  const { words, plain } = readTyped(line.text)
  const command = commandOf(line.text)
  if (!command) return unknownCommand(plain, COMMANDS)
  const asker = { person: line.by, input: line.id, channel: line.channel, command: command.name }
  if (command.roles === null) return carryOut(command, deps, words, { asker, all: COMMANDS })
  return admit(deps, asker, command.roles, async (known) => {
    const channels = typedIn(deps.policy)
    if (channels === null || channels.includes(line.channel))
      return carryOut(command, deps, words, { asker: known, all: COMMANDS })
    return command.does(words) === 'reads'
      ? { kind: 'refused', refusal: 'not_here', channels }
      : refuse(deps.ledger, known, 'not_here', { channels })
  })
}

async function carryOut(command: Command, deps: CommandDeps, words: string, call: Call): Promise<Reply> {
  const parsed = command.parse(words)
  return parsed.ok ? command.run(deps, call, parsed.what) : notRead(command, parsed)
}

/** The answer to a line of this command that could not be read. */
export function notRead(command: Command, { ok: _, line, ...unread }: Unread): Reply {
  return { kind: 'usage', ...unread, ...(line ? { line: `${command.name} ${line}` } : {}), help: command }
}

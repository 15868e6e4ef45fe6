import type { Screen } from '../wire.ts'
import { post } from './api.ts'
import { withTokens } from './directory.tsx'

interface Line {
  readonly channel: string
  readonly text: string
  readonly threadTs?: string | undefined
  readonly direct: boolean
}

/** Sends a command or a message. The sentence that Slack shows below the input where it does not go out. */
export async function send(screen: Screen, line: Line): Promise<string | undefined> {
  const { text, direct } = line
  const problem = text.startsWith('/') ? refusal(screen, line) : undefined
  if (problem) return problem
  const user = screen.viewer
  // The conversation with the app exists only once somebody has said something in it.
  const channel = direct ? (await post<{ id: string }>('/workspace/direct', { user })).id : line.channel
  if (!text.startsWith('/')) {
    const { threadTs } = line
    await post('/workspace/message', {
      ...{ user, channel, text: withTokens(text, screen) },
      ...(threadTs ? { threadTs } : {}),
    })
    return undefined
  }
  const [command = '', ...words] = text.split(/\s/)
  const typed = withTokens(text.slice(command.length).trim() && words.join(' '), screen)
  const { error } = await post('/control/command', { user, channel, command, text: typed, wait: 0 })
  // Slackbot says in the channel that it failed; the line stays in the input.
  return error ? '' : undefined
}

function refusal({ app }: Screen, { text, threadTs }: Line): string | undefined {
  const [command = ''] = text.split(/\s/)
  if (threadTs) return `${command} is not supported in threads. Sorry!`
  const known = app.commands.length === 0 || app.commands.some((one) => one.command === command)
  return known
    ? undefined
    : `${command} is not a valid command. Everything that begins with “/” is one in Slack.`
}

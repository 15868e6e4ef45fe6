import type { SlackReading } from '../config.ts'
import type { ChannelId } from '../core/ids.ts'
import type { People } from '../ports.ts'
import { createClients } from '../slack/clients.ts'
import { createDirectory, type Directory } from '../slack/directory.ts'
import { meetOnce } from '../slack/meet.ts'
import { createPeople } from '../slack/people.ts'
import { slackProblem } from '../slack/slack-problem.ts'
import { isThere, usable } from '../slack/usable-channel.ts'
import { EXIT, type Exit, helpOnly, type World } from './world.ts'

/** Slack, as far as the command line asks it. */
export interface Slack {
  readonly people: People
  readonly directory: Directory
  usable(channel: ChannelId): Promise<boolean>
  /** Whether there is such a channel, as far as the bot is shown it. */
  isThere(channel: ChannelId): Promise<boolean>
}

/** Asks Slack, and says in a sentence when it does not answer. */
export async function withSlack(
  access: SlackReading,
  world: World,
  ask: (slack: Slack) => Promise<Exit>,
): Promise<Exit> {
  try {
    const { interactive } = createClients(access, helpOnly(world), world.now)
    const { home } = await meetOnce(interactive)
    return await ask({
      people: createPeople(interactive, home, world.now),
      directory: createDirectory(interactive, home, world),
      usable: (channel) => usable(interactive, channel),
      isThere: (channel) => isThere(interactive, channel),
    })
  } catch (error) {
    const problem = slackProblem(error, access.apiUrl)
    if (problem === null) throw error
    world.complain(problem)
    return EXIT.not
  }
}

/** What is missing or wrong in the environment, all of it at once. */
export function misconfigured({ complain }: World, problems: readonly string[]): Exit {
  complain(problems.join('\n'))
  return EXIT.usage
}

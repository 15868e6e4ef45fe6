import type { SlackReading } from '../config.ts'
import type { ChannelId } from '../core/ids.ts'
import type { People } from '../ports.ts'
import { createClients } from '../slack/clients.ts'
import { createDirectory, type Directory } from '../slack/directory.ts'
import { meetOnce } from '../slack/meet.ts'
import { createPeople } from '../slack/people.ts'
import {
  type ReadChannel,
  readAnchors,
  readLines,
  type Thread,
  type ToldInSlack,
} from '../slack/read-anchors.ts'
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
  /** The anchors of the audit log in a channel. */
  anchors(channel: string): Promise<ReadChannel>
  /** The lines of a request's thread. */
  lines(thread: Thread): Promise<readonly ToldInSlack[]>
}

export type Asked<T> =
  | { readonly ok: true; readonly answer: T }
  | { readonly ok: false; readonly problem: string }

/** Asks Slack; a sentence when it does not answer. */
export async function askSlack<T>(
  access: SlackReading,
  world: World,
  ask: (slack: Slack) => Promise<T>,
): Promise<Asked<T>> {
  try {
    const { interactive } = createClients(access, helpOnly(world), world.now)
    const { home, us } = await meetOnce(interactive)
    const answer = await ask({
      people: createPeople(interactive, home, world.now),
      directory: createDirectory(interactive, home, world),
      usable: (channel) => usable(interactive, channel),
      isThere: (channel) => isThere(interactive, channel),
      anchors: (channel) => readAnchors(interactive, us, channel, world),
      lines: (thread) => readLines(interactive, us, thread, world),
    })
    return { ok: true, answer }
  } catch (error) {
    const problem = slackProblem(error, access.apiUrl)
    if (problem === null) throw error
    return { ok: false, problem }
  }
}

/** The same, where nothing can be done without an answer. */
export async function withSlack(
  access: SlackReading,
  world: World,
  ask: (slack: Slack) => Promise<Exit>,
): Promise<Exit> {
  const asked = await askSlack(access, world, ask)
  if (asked.ok) return asked.answer
  world.complain(asked.problem)
  return EXIT.not
}

/** What is missing or wrong in the environment, all of it at once. */
export function misconfigured({ complain }: World, problems: readonly string[]): Exit {
  complain(problems.join('\n'))
  return EXIT.usage
}

import { type Command, InvalidArgumentError, Option } from 'commander'
import type { RequestId } from '../core/ids.ts'
import { MOST_COMMENT } from '../core/input.ts'
import { requestId } from './request-id-argument.ts'
import { expireRequest, settleRequest } from './requests-change.ts'
import { type ListOptions, listRequests } from './requests-list.ts'
import { retryPosts } from './requests-retry.ts'
import type { Exit, World } from './world.ts'

/** The commands about requests that got stuck. A shell has no Slack identity, so none of them approves or denies. */
export function addRequests(program: Command, world: World, done: (exit: Exit) => void): void {
  const requests = program
    .command('requests')
    .description('lists requests, and helps those on that got stuck; it never approves or denies')
  requests
    .command('list')
    .description('lists open requests: what each waits for, whether its card stands in Slack, and what to do')
    .option('--all', 'also those that are over')
    .option('--json', 'prints data')
    .action(async (options: ListOptions) => done(await listRequests(world, options)))
  requests
    .command('settle')
    .description('says what AWS shows of a key, where the bot could not find out what became of its call')
    .argument('<request>', REQUEST, requestId)
    .addOption(new Option('--on', 'rotation is on, and with the period that was asked for').conflicts('off'))
    .addOption(new Option('--off', 'rotation is not on, or not with that period').conflicts('on'))
    .option('--because <text>', BECAUSE, because)
    .action(async (request: RequestId, { on, off, ...said }: SettleOptions, command: Command) => {
      if (!on && !off) command.error('error: look the key up in AWS, and say what it shows: --on or --off')
      done(await settleRequest(world, request, { on: on === true, ...said }))
    })
  requests
    .command('expire')
    .description('ends a request that nobody decides about, or whose call is not made')
    .argument('<request>', REQUEST, requestId)
    .option('--because <text>', BECAUSE, because)
    .action(async (request: RequestId, said: { readonly because?: string }) =>
      done(await expireRequest(world, request, said)),
    )
  requests
    .command('retry-posts')
    .description('has the bot try again what it gave up to tell in Slack: cards, lines, messages')
    .argument('[request]', `${REQUEST}; all of which something was given up without it`, requestId)
    .action(async (request: RequestId | undefined) => done(await retryPosts(world, request)))
}

interface SettleOptions {
  readonly on?: true
  readonly off?: true
  readonly because?: string
}

const REQUEST = 'its id, as its card shows it'
const BECAUSE = 'what people in Slack read about it'

function because(text: string): string {
  const said = text.trim()
  if (said !== '' && said.length <= MOST_COMMENT) return said
  throw new InvalidArgumentError(`It must be a text of at most ${MOST_COMMENT} characters.`)
}

import { findMessage } from '../messages.ts'
import { SlackError } from '../slack-error.ts'
import { textArg } from './args.ts'
import { channelOf } from './channels.ts'
import type { Method } from './method.ts'

/** Slack's path under our own origin, so that the link opens the workspace page. */
export const getPermalink: Method = ({ sim, args }) => {
  const channel = channelOf(sim, args)
  const message = findMessage(sim.world, channel.id, textArg(args, 'message_ts') ?? '')
  if (!message) throw new SlackError('message_not_found')
  const link = new URL(`/archives/${channel.id}/p${message.ts.replace('.', '')}`, sim.origin)
  if (message.threadTs) {
    link.searchParams.set('thread_ts', message.threadTs)
    link.searchParams.set('cid', channel.id)
  }
  return { channel: channel.id, permalink: link.href }
}

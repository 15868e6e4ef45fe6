import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import type { ChannelId } from '../core/ids.ts'
import { messengerFault } from './slack-fault.ts'

// https://docs.slack.dev/reference/objects/conversation-object
const Conversation = z.object({
  is_archived: z.boolean().optional(),
  is_ext_shared: z.boolean().optional(),
  is_member: z.boolean().optional(),
})

/** Whether requests can live in this channel. Throws what Slack's client throws when it does not say. */
export async function usable(slack: WebClient, channel: ChannelId): Promise<boolean> {
  try {
    const info = await slack.conversations.info({ channel })
    const { is_archived, is_ext_shared, is_member } = Conversation.parse(info.channel)
    return is_member === true && is_archived !== true && is_ext_shared !== true
  } catch (error) {
    if (messengerFault(error).reason === 'unusable_channel') return false
    throw error
  }
}

/** Whether people of another company see this channel. Throws what Slack's client throws when it does not say. */
export async function isSharedOutside(slack: WebClient, channel: ChannelId): Promise<boolean> {
  const info = await slack.conversations.info({ channel })
  return Conversation.parse(info.channel).is_ext_shared === true
}

/** Whether the bot is shown this channel, in it or not: a private one only where it is. Throws as `usable` does. */
export async function isThere(slack: WebClient, channel: ChannelId): Promise<boolean> {
  try {
    const info = await slack.conversations.info({ channel })
    return Conversation.parse(info.channel).is_archived !== true
  } catch (error) {
    if (messengerFault(error).reason === 'unusable_channel') return false
    throw error
  }
}

import { messagesIn } from '../messages.ts'
import type { Simulator } from '../simulator.ts'
import type { Block, Message, Metadata } from '../world.ts'
import { BadRequest } from './bad-request.ts'

export interface TranscriptItem {
  readonly ts: string
  readonly user: string
  readonly text: string
  readonly blocks: readonly Block[]
  readonly metadata: Metadata | null
  readonly ephemeralFor?: string
  readonly files?: readonly { readonly id: string; readonly name: string; readonly title: string }[]
  readonly thread: readonly TranscriptItem[]
  readonly edits: number
}

/** All that is on the screens of a channel, oldest first, ephemerals included; a user id means the DM with them. */
export function transcriptOf(sim: Simulator, id: string): TranscriptItem[] {
  const { world } = sim
  const channel = world.channels.get(id) ?? [...world.channels.values()].find((other) => other.user === id)
  if (!channel && !world.users.has(id)) throw new BadRequest(`There is no channel ${id}.`)
  const messages = channel ? messagesIn(world, channel.id) : []
  const known = new Set(messages.map(({ ts }) => ts))
  const isReply = ({ threadTs }: Message) => threadTs !== undefined && known.has(threadTs)
  return messages
    .filter((message) => !isReply(message))
    .map((parent) => {
      const replies = messages.filter((message) => message.threadTs === parent.ts)
      return { ...item(sim, parent), thread: replies.map((reply) => item(sim, reply)) }
    })
}

function item(sim: Simulator, message: Message): TranscriptItem {
  const { ts, user, text, blocks, metadata, ephemeralFor, edits } = message
  const base = { ts, user, text, blocks, metadata: metadata ?? null, thread: [], edits }
  const files = (message.files ?? []).flatMap((id) => {
    const file = sim.files.find(id)
    return file ? [{ id, name: file.name, title: file.title }] : []
  })
  return {
    ...base,
    ...(ephemeralFor ? { ephemeralFor } : {}),
    ...(files.length > 0 ? { files } : {}),
  }
}

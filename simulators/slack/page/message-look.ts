import type { Block, MessageLook, SharedFile } from '../../web/wire.ts'
import { messagesIn } from '../messages.ts'
import type { Simulator } from '../simulator.ts'
import { type Message, SLACKBOT } from '../world.ts'
import { isImage } from './shown-file.ts'

/** A channel's messages as one person sees them: threads below their parents, nobody else's ephemerals. */
export function messagesFor(sim: Simulator, channel: string, viewer: string): MessageLook[] {
  const visible = messagesIn(sim.world, channel).filter(
    ({ ephemeralFor = viewer }) => ephemeralFor === viewer,
  )
  const known = new Set(visible.map(({ ts }) => ts))
  const isReply = ({ threadTs }: Message) => threadTs !== undefined && known.has(threadTs)
  return visible
    .filter((message) => !isReply(message))
    .map((parent) => ({
      ...look(sim, parent),
      thread: visible.filter(({ threadTs }) => threadTs === parent.ts).map((reply) => look(sim, reply)),
    }))
}

function look(sim: Simulator, message: Message): MessageLook {
  const { ts, user, text, blocks, ephemeralFor, edits, editedTs, tombstone } = message
  return {
    ts,
    user: tombstone ? SLACKBOT : user,
    text,
    blocks: blocks as readonly Block[],
    onlyYou: ephemeralFor !== undefined,
    deleted: tombstone,
    edited: editedTs !== undefined,
    edits,
    files: (message.files ?? []).flatMap((id) => fileLook(sim, id)),
    thread: [],
  }
}

function fileLook({ files }: Simulator, id: string): SharedFile[] {
  const file = files.find(id)
  if (!file) return []
  const { name, title, length } = file
  return [{ id, name, title, bytes: length, image: isImage(name) }]
}

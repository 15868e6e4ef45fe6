import type { Block, Message, Metadata, World } from './world.ts'

interface Draft {
  readonly channel: string
  readonly user: string
  readonly text: string
  readonly blocks: readonly Block[]
  readonly metadata?: Metadata | undefined
  readonly threadTs?: string | undefined
  readonly ephemeralFor?: string | undefined
  readonly files?: readonly string[] | undefined
}

export function addMessage(world: World, now: number, draft: Draft): Message {
  const message: Message = { ...draft, ts: nextTs(world, now), edits: 0, tombstone: false }
  const stored = world.messages.get(draft.channel)
  if (stored) stored.push(message)
  else world.messages.set(draft.channel, [message])
  return message
}

/** Later than every ts given before: seconds, a point, and six digits that make it unique. */
export function nextTs(world: World, now: number): string {
  world.lastMicros = Math.max(world.lastMicros + 1, now * 1000)
  const digits = String(world.lastMicros).padStart(7, '0')
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`
}

/** Everything in the channel, oldest first, ephemerals included. */
export function messagesIn(world: World, channel: string): readonly Message[] {
  return world.messages.get(channel) ?? []
}

/** A message that everybody in the channel can see: Slack's reads and updates know no others. */
export function findMessage(world: World, channel: string, ts: string): Message | undefined {
  return messagesIn(world, channel).find((message) => message.ts === ts && !message.ephemeralFor)
}

export function topLevelOf(world: World, channel: string): readonly Message[] {
  return messagesIn(world, channel).filter((message) => !message.threadTs && !message.ephemeralFor)
}

export function repliesTo(world: World, channel: string, ts: string): readonly Message[] {
  return messagesIn(world, channel).filter((message) => message.threadTs === ts && !message.ephemeralFor)
}

/** Takes a message away as a person's "Delete message" does; a parent with replies leaves a tombstone. */
export function deleteMessage(world: World, channel: string, ts: string): boolean {
  const message = findMessage(world, channel, ts)
  if (!message || message.tombstone) return false
  if (repliesTo(world, channel, ts).length > 0) {
    Object.assign(message, {
      tombstone: true,
      text: 'This message was deleted.',
      blocks: [],
      metadata: undefined,
    })
    return true
  }
  world.messages.set(
    channel,
    messagesIn(world, channel).filter((other) => other.ts !== ts),
  )
  return true
}

/** The direct conversation of the bot with one person, made on first use. */
export function directMessageWith(world: World, user: string, newId: () => string) {
  const known = [...world.channels.values()].find((channel) => channel.is_im && channel.user === user)
  if (known) return known
  const opened = {
    id: newId(),
    user,
    is_im: true,
    is_private: true,
    is_archived: false,
    is_ext_shared: false,
    is_member: true,
    members: [user, world.bot.userId],
  }
  world.channels.set(opened.id, opened)
  return opened
}

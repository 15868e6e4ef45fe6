import { blocksAsText } from '../blocks-as-text.ts'
import { type TranscriptItem, transcriptOf } from '../control/transcript.ts'
import { mrkdwnAsText, type NameOf } from '../mrkdwn-as-text.ts'
import type { Simulator } from '../simulator.ts'

interface Line {
  readonly ts: string
  readonly who: string
  readonly text: string
  readonly onlyYou: boolean
  readonly edits: number
  readonly thread: readonly Line[]
}

/** The people one may be, and the channels there are. */
export function workspace({ cast, world }: Simulator) {
  return {
    team: world.team.name,
    people: Object.entries(cast.users).map(([role, id]) => ({
      id,
      role,
      name: world.users.get(id)?.name ?? id,
    })),
    channels: Object.values(cast.channels).map((id) => ({ id, name: world.channels.get(id)?.name ?? id })),
  }
}

/** A channel as one person sees it, drawn as text. An id that nobody has is an empty conversation. */
export function conversation(
  sim: Simulator,
  { channel, viewer }: { channel: string; viewer: string },
): Line[] {
  const nameOf: NameOf = (id) => nameIn(sim, id)
  const visible = (item: TranscriptItem) => !item.ephemeralFor || item.ephemeralFor === viewer
  const line = (item: TranscriptItem): Line => ({
    ts: item.ts,
    who: nameOf(item.user) ?? item.user,
    text: item.blocks.length > 0 ? blocksAsText(item.blocks, nameOf) : mrkdwnAsText(item.text, nameOf),
    onlyYou: item.ephemeralFor !== undefined,
    edits: item.edits,
    thread: item.thread.filter(visible).map(line),
  })
  const known = sim.world.channels.has(channel) || sim.world.users.has(channel)
  return known ? transcriptOf(sim, channel).filter(visible).map(line) : []
}

function nameIn({ world }: Simulator, id: string): string | undefined {
  return world.users.get(id)?.name ?? world.channels.get(id)?.name ?? world.groups.get(id)?.handle
}

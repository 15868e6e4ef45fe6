import type { AppLook, ChannelLook, Conversation, Person, Refused, Screen, ViewLook } from '../../web/wire.ts'
import { screenOf } from '../control/screen.ts'
import type { Simulator } from '../simulator.ts'
import { type Channel, SLACKBOT, type User } from '../world.ts'
import { messagesFor } from './message-look.ts'

const MOST_REFUSED = 20

/** Everything that one person sees of the workspace now. Undefined for somebody whom it does not know. */
export function lookAt(sim: Simulator, viewer: string): Screen | undefined {
  const { world, socket } = sim
  const person = world.users.get(viewer)
  if (!person) return undefined
  const { modals, home } = screenOf(sim, viewer)
  const channels = [...world.channels.values()].filter((channel) => mayLookInto(channel, person))
  return {
    viewer,
    team: world.team.name,
    people: peopleOf(sim),
    groups: [...world.groups.values()].map(({ id, handle, users }) => ({ id, handle, members: users })),
    channels: channels.map(channelLook),
    conversations: channels.map(({ id }) => ({ id, messages: messagesFor(sim, id, viewer) })),
    direct: directOf(sim, viewer),
    app: appLook(sim),
    modals: modals as unknown as readonly ViewLook[],
    home: home as unknown as ViewLook | null,
    connections: socket.open(),
    refused: refusedOf(sim),
  }
}

export function peopleOf(sim: Simulator): readonly Person[] {
  return [...sim.world.users.values()].map((user) => personLook(sim, user))
}

/** A deactivated person could not even sign in; here the public channels stay open to see what the app answers. */
function mayLookInto({ is_im, is_private, members }: Channel, { id, deleted }: User): boolean {
  return !is_im && (members.includes(id) || (deleted && !is_private))
}

function personLook({ cast, world }: Simulator, user: User): Person {
  const role = Object.entries(cast.users).find(([, id]) => id === user.id)?.[0]
  return {
    id: user.id,
    ...(role ? { role } : {}),
    name: user.name,
    realName: typeof user.real_name === 'string' ? user.real_name : user.name,
    kind: kindOf(user, world.team.id),
  }
}

function kindOf(user: User, team: string): Person['kind'] {
  if (user.id === SLACKBOT) return 'slackbot'
  if (user.is_bot) return 'app'
  if (user.deleted) return 'deactivated'
  if (user.is_stranger === true || user.team_id !== team) return 'stranger'
  return user.is_restricted === true || user.is_ultra_restricted === true ? 'guest' : 'member'
}

function channelLook({ id, name, is_archived, is_ext_shared }: Channel): ChannelLook {
  return { id, name: name ?? id, archived: is_archived, shared: is_ext_shared }
}

function directOf(sim: Simulator, viewer: string): Conversation {
  const channel = [...sim.world.channels.values()].find(({ is_im, user }) => is_im && user === viewer)
  return { id: channel?.id ?? viewer, messages: channel ? messagesFor(sim, channel.id, viewer) : [] }
}

/** Without a manifest everything is allowed, and nothing is known about commands and shortcuts. */
function appLook({ manifest, world }: Simulator): AppLook {
  const user = world.users.get(world.bot.userId)
  return {
    user: world.bot.userId,
    name: typeof user?.real_name === 'string' ? user.real_name : 'app',
    color: manifest?.color ?? '#2c2d30',
    homeTab: manifest?.homeTab ?? true,
    takesMessages: !(manifest?.readOnlyMessages ?? false),
    commands: (manifest?.commands ?? []).map(({ command, description, hint }) => ({
      command,
      description,
      usages: hint.split(' | ').filter((usage) => usage !== ''),
    })),
    shortcuts: (manifest?.shortcuts ?? []).map(({ callbackId, type, name }) => ({
      callbackId,
      name,
      of: type === 'message' ? 'message' : 'global',
    })),
  }
}

function refusedOf({ calls }: Simulator): Refused[] {
  return calls
    .filter(({ ok }) => !ok)
    .slice(-MOST_REFUSED)
    .map(({ at, method, error = 'no answer', reasons = [] }) => ({ at, method, error, reasons }))
}

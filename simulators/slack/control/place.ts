import { z } from 'zod'
import { type Fields, isRecord } from '../json.ts'
import { messagesIn } from '../messages.ts'
import { responseUrlOf } from '../response-url-routes.ts'
import type { Exchange } from '../response-urls.ts'
import type { Simulator } from '../simulator.ts'
import { viewJson } from '../views/view-json.ts'
import type { StoredView } from '../views/views.ts'
import { messageJson } from '../web-api/message-json.ts'
import type { Message, User } from '../world.ts'
import { BadRequest } from './bad-request.ts'
import { channelName } from './channel-name.ts'
import { placeOf } from './interact.ts'

/** How a control call names an element and the person who touches it. */
export const elementFields = {
  user: z.string(),
  channel: z.string().optional(),
  ts: z.string().optional(),
  viewId: z.string().optional(),
  home: z.boolean().optional(),
  actionId: z.string(),
  blockId: z.string().optional(),
}

/** Where a person touches something: a message, a modal or the home. */
export interface Place {
  readonly blocks: readonly Fields[]
  readonly view?: StoredView
  readonly exchange?: Exchange
  /** `container`, and whatever else a payload says about the place as it is now. */
  readonly fields: () => Fields
}

export interface PlaceInput {
  readonly channel?: string | undefined
  readonly ts?: string | undefined
  readonly viewId?: string | undefined
  readonly home?: boolean | undefined
  readonly forge?: boolean | undefined
}

export function findPlace(sim: Simulator, person: User, input: PlaceInput): Place {
  if (input.home || input.viewId)
    return viewPlace(sim, input.home ? homeOf(sim, person) : openView(sim, person, input))
  if (!input.channel || !input.ts) throw new BadRequest('Name a channel and a ts, a viewId, or home.')
  return messagePlace(sim, person, { channel: input.channel, ts: input.ts, forge: input.forge })
}

/** The modal that lies on top for the person; a client of a forger's make may name any other. */
export function openView(sim: Simulator, person: User, { viewId = '', forge }: PlaceInput): StoredView {
  const stack = sim.views.stackOf(person.id)
  const found = stack.find((view) => view.id === viewId) ?? (forge ? sim.views.find(viewId) : undefined)
  if (!found) throw new BadRequest(`${person.id} does not have the view ${viewId} open.`)
  if (found !== stack.at(-1) && !forge) throw new BadRequest(`The view ${viewId} lies under another one.`)
  return found
}

function homeOf(sim: Simulator, person: User): StoredView {
  const home = sim.views.homeOf(person.id)
  if (!home) throw new BadRequest(`The app has published no home for ${person.id}.`)
  return home
}

function viewPlace(sim: Simulator, view: StoredView): Place {
  const fields = () => ({ container: { type: 'view', view_id: view.id }, view: viewJson(sim.world, view) })
  return { blocks: view.definition.blocks, view, fields }
}

interface MessageAt {
  readonly channel: string
  readonly ts: string
  readonly forge?: boolean | undefined
}

/** A client that still shows a message may name it after it is gone, as any forger may. */
function messagePlace(sim: Simulator, person: User, { channel: id, ts, forge }: MessageAt): Place {
  const channel = placeOf(sim, id)
  const message = messagesIn(sim.world, channel.id).find((one) => one.ts === ts && !one.tombstone)
  const visible = message && (message.ephemeralFor ?? person.id) === person.id
  if (!visible && !forge) {
    throw new BadRequest(`${person.id} sees no message ${ts} in ${channel.id}.`)
  }
  const exchange = sim.responseUrls.issue({ user: person.id, channel: channel.id })
  exchange.lastTs = ts
  const ephemeral = message?.ephemeralFor !== undefined
  return {
    blocks: message?.blocks.filter(isRecord) ?? [],
    exchange,
    fields: () => ({
      container: {
        type: 'message',
        message_ts: ts,
        channel_id: channel.id,
        is_ephemeral: ephemeral,
        ...(message?.threadTs ? { thread_ts: message.threadTs } : {}),
      },
      channel: { id: channel.id, name: channelName(channel) },
      // What only one person sees is nowhere kept, so Slack has nothing to show.
      ...(ephemeral || !message ? {} : { message: shown(sim, message) }),
      response_url: responseUrlOf(sim, exchange, 'actions'),
    }),
  }
}

function shown(sim: Simulator, message: Message): Fields {
  return messageJson(sim, message, { withMetadata: true })
}

import type { Fields } from '../json.ts'
import type { Simulator } from '../simulator.ts'
import { SlackError } from '../slack-error.ts'
import { invalidArguments, ownExternalId, readView } from '../views/read-view.ts'
import { viewJson } from '../views/view-json.ts'
import type { StoredView } from '../views/views.ts'
import { textArg } from './args.ts'
import type { Method } from './method.ts'

// https://docs.slack.dev/surfaces/modals: the root and two more.
const MOST_MODALS = 3

export const viewsOpen: Method = ({ sim, args }) => {
  const trigger = triggerOf(args)
  const view = readView(args.view, 'modal')
  ownExternalId(sim.views, view)
  return shown(sim, sim.views.open(sim.triggers.exchange(trigger), view))
}

export const viewsPush: Method = ({ sim, args }) => {
  const trigger = triggerOf(args)
  const view = readView(args.view, 'modal')
  ownExternalId(sim.views, view)
  const user = sim.triggers.exchange(trigger)
  const stack = sim.views.stackOf(user)
  if (stack.length === 0) throw new SlackError('not_found')
  if (stack.length >= MOST_MODALS) throw new SlackError('push_limit_reached')
  return shown(sim, sim.views.push(user, view))
}

export const viewsUpdate: Method = ({ sim, args }) => {
  const view = readView(args.view)
  const open = viewOf(sim, args)
  if (!open) throw new SlackError('not_found')
  if (open.definition.type !== view.type) {
    throw invalidArguments(`must be one of: ${open.definition.type} [json-pointer:/view/type]`)
  }
  sameHash(args, open)
  ownExternalId(sim.views, view, open)
  sim.views.update(open, view)
  return shown(sim, open)
}

export const viewsPublish: Method = ({ sim, args }) => {
  const view = readView(args.view, 'home')
  const user = sim.world.users.get(textArg(args, 'user_id') ?? '')
  if (!user) throw new SlackError('user_not_found')
  const home = sim.views.homeOf(user.id)
  sameHash(args, home)
  ownExternalId(sim.views, view, home)
  return shown(sim, sim.views.publish(user.id, view))
}

function triggerOf(args: Fields): string {
  const id = textArg(args, 'trigger_id') ?? textArg(args, 'interactivity_pointer')
  if (!id) throw invalidArguments('missing required field: trigger_id')
  if (!/^\d+\.\d+\.\w+$/.test(id)) throw invalidArguments('invalid `trigger_id` [json-pointer:/trigger_id]')
  return id
}

function viewOf(sim: Simulator, args: Fields): StoredView | undefined {
  const id = textArg(args, 'view_id')
  const externalId = textArg(args, 'external_id')
  if (!id && !externalId) throw invalidArguments('missing required field: view_id')
  return id ? sim.views.find(id) : sim.views.findByExternalId(externalId ?? '')
}

function sameHash(args: Fields, view: StoredView | undefined): void {
  const hash = textArg(args, 'hash')
  if (hash && view && hash !== view.hash) throw new SlackError('hash_conflict')
}

function shown(sim: Simulator, view: StoredView): Fields {
  return { view: viewJson(sim.world, view) }
}

import { z } from 'zod'
import { isRecord } from '../json.ts'
import { noteRefusal } from '../note-refusal.ts'
import type { Simulator } from '../simulator.ts'
import { SlackError } from '../slack-error.ts'
import { ownExternalId, readView } from '../views/read-view.ts'
import type { StoredView } from '../views/views.ts'

const MOST_MODALS = 3
// The modal stays, and the person reads that there was some trouble connecting.
const REFUSED = 'invalid_view_response'

const responseErrors = z.record(z.string(), z.string().min(1)).refine((map) => Object.keys(map).length > 0)

/** Does to the modals what the ack of a submission says; returns the error that the person sees, if so. */
export function answerSubmission(sim: Simulator, view: StoredView, ack: unknown): string | undefined {
  if (!isRecord(ack) || ack.response_action === undefined) {
    closeIfOpen(sim, view)
    return undefined
  }
  try {
    return act(sim, view, ack)
  } catch (error) {
    if (error instanceof SlackError) {
      noteRefusal(sim, 'ack of view_submission', error)
      return REFUSED
    }
    throw error
  }
}

function act(sim: Simulator, view: StoredView, ack: Record<string, unknown>): string | undefined {
  switch (ack.response_action) {
    case 'clear':
      sim.views.closeAll(view.user)
      return undefined
    case 'update': {
      const next = readView(ack.view, 'modal')
      ownExternalId(sim.views, next, view)
      sim.views.update(view, next)
      return undefined
    }
    case 'push': {
      const next = readView(ack.view, 'modal')
      ownExternalId(sim.views, next)
      if (sim.views.stackOf(view.user).length >= MOST_MODALS) return REFUSED
      sim.views.push(view.user, next)
      return undefined
    }
    case 'errors':
      return showErrors(view, ack.errors)
    default:
      return REFUSED
  }
}

/** Errors stand under inputs; for any other block Slack has no place to put them. */
function showErrors(view: StoredView, given: unknown): string | undefined {
  const errors = responseErrors.safeParse(given)
  if (!errors.success) return REFUSED
  const inputs = view.definition.blocks.filter(({ type }) => type === 'input').map((block) => block.block_id)
  if (!Object.keys(errors.data).every((blockId) => inputs.includes(blockId))) return REFUSED
  view.errors = errors.data
  return undefined
}

/** The app may have closed or replaced it meanwhile. */
function closeIfOpen(sim: Simulator, view: StoredView): void {
  if (sim.views.stackOf(view.user).at(-1) === view) sim.views.closeTop(view.user)
}

import type { ModalView } from '@slack/types'
import type { WebClient } from '@slack/web-api'
import type { Log } from '../ports.ts'
import { platformError } from './slack-fault.ts'

/** Modals, as far as the bot opens any. Neither throws: what cannot be shown is told in another way. */
export interface Forms {
  /** Opens a view; its id, or null when Slack did not open it: a trigger is good for three seconds. */
  open(trigger: string, view: ModalView): Promise<string | null>
  /** Puts another view in its place. `closed`: the person has closed it meanwhile. */
  show(id: string, view: ModalView): Promise<'shown' | 'closed' | 'failed'>
}

export function createForms({ interactive, log }: { interactive: WebClient; log: Log }): Forms {
  const failed = (error: unknown): void => {
    log.warn({ refused: platformError(error) ?? 'no answer' }, 'a form could not be shown')
  }
  return {
    async open(trigger_id, view) {
      try {
        return (await interactive.views.open({ trigger_id, view })).view?.id ?? null
      } catch (error) {
        failed(error)
        return null
      }
    },
    async show(view_id, view) {
      try {
        await interactive.views.update({ view_id, view })
        return 'shown'
      } catch (error) {
        // https://docs.slack.dev/reference/methods/views.update#errors
        if (platformError(error) === 'not_found') return 'closed'
        failed(error)
        return 'failed'
      }
    },
  }
}

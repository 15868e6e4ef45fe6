import { randomTriggerId } from './ids.ts'
import { SlackError } from './slack-error.ts'

// https://docs.slack.dev/interactivity/handling-user-interaction: three seconds, and one use.
const LIFETIME_MS = 3000
// Long after that one can still tell an old id from one that never was; under load not for ever.
const REMEMBERED = 10_000

export type Triggers = ReturnType<typeof createTriggers>

/** The trigger ids of what people did, each good for one view. */
export function createTriggers({ now }: { now: () => number }) {
  const issued = new Map<string, { readonly user: string; readonly at: number; exchanged: boolean }>()

  return {
    issue(user: string, id = randomTriggerId()): string {
      issued.set(id, { user, at: now(), exchanged: false })
      const [oldest] = issued.keys()
      if (issued.size > REMEMBERED && oldest !== undefined) issued.delete(oldest)
      return id
    },

    /** The person behind the id, who gives it up. */
    exchange(id: string): string {
      const trigger = issued.get(id)
      if (!trigger) throw new SlackError('invalid_trigger_id')
      if (trigger.exchanged) throw new SlackError('exchanged_trigger_id')
      if (now() - trigger.at > LIFETIME_MS) throw new SlackError('expired_trigger_id')
      trigger.exchanged = true
      return trigger.user
    },

    clear(): void {
      issued.clear()
    },
  }
}

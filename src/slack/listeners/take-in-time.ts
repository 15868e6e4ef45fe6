import type { Input, Taken } from '../../core/input.ts'
import type { Refusal } from '../../core/refusal.ts'
import type { Log } from '../../ports.ts'

/** Where what was typed or pressed is kept until it is answered. */
export interface TakesInputs {
  take(input: Input, deadline: number): Promise<Taken>
}

export interface Taking {
  readonly inputs: TakesInputs
  readonly now: () => Date
  readonly log: Log
}

/** Slack waits 3 s for the ack; a store that is not free within one second is not waited for. */
const TAKE_WITHIN_MS = 1_000

/** Null when it is stored (now or by an earlier delivery), else why the person must be told that it is not, or may not be. */
export function takeInTime({ inputs, now, log }: Taking, input: Input): Promise<Refusal | null> {
  const took = inputs.take(input, now().getTime() + TAKE_WITHIN_MS).then(
    (taken) => (taken === 'taken' || taken === 'taken_before' ? null : taken),
    (err: unknown) => {
      log.error({ err, inputId: input.id }, 'an input could not be stored')
      return 'not_stored' as const
    },
  )
  return Promise.race([took, sleep(TAKE_WITHIN_MS)])
}

function sleep(ms: number): Promise<'slow_to_store'> {
  return new Promise((resolve) => setTimeout(resolve, ms, 'slow_to_store' as const).unref())
}

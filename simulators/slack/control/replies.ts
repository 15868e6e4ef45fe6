import type { Delivery } from '../deliveries.ts'
import type { Simulator } from '../simulator.ts'

export type Reply = Omit<Delivery, 'to' | 'exchange'>

interface Patience {
  readonly until?: number | undefined
  readonly counting?: readonly Reply['via'][] | undefined
}

interface Doer {
  readonly user: string
  /** The exchange behind the response_url of what they did; without one, any answer to them counts. */
  readonly id?: string | undefined
}

/** What comes to the person who did something: by its response_url, as an ephemeral message, or by DM. */
export function collectReplies({ deliveries }: Simulator, { id, user }: Doer) {
  const heard: Reply[] = []
  let onReply = () => {}
  const stop = deliveries.listen(({ to, exchange, ...reply }) => {
    if (to !== user || (exchange !== undefined && id !== undefined && exchange !== id)) return
    heard.push(reply)
    onReply()
  })

  return {
    stop,
    soFar: (): readonly Reply[] => [...heard],
    /** Waits the whole time, unless `until` replies of the kinds that count are there before. */
    wait(ms: number, { until = Number.POSITIVE_INFINITY, counting }: Patience): Promise<void> {
      return new Promise((resolve) => {
        const timer = setTimeout(resolve, ms)
        onReply = () => {
          if (heard.filter(({ via }) => counting?.includes(via) ?? true).length < until) return
          clearTimeout(timer)
          resolve()
        }
        onReply()
      })
    },
  }
}

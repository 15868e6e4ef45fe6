/** A kind that is none of the named ones is a Slack error name. */
export interface Fault {
  /** `*` is every method, and every use of a response_url. */
  readonly method: string
  readonly kind: '429' | '500' | '503' | 'slow' | 'hang' | 'drop_after_commit' | (string & {})
  readonly ms?: number | undefined
}

export type Faults = ReturnType<typeof createFaults>

/** Faults wait here until a call of their method meets them, in the order they were asked for. */
export function createFaults() {
  let waiting: { fault: Fault; times: number }[] = []

  return {
    add(fault: Fault, times: number): void {
      waiting.push({ fault, times })
    },
    take(method: string): Fault | undefined {
      const next = waiting.find(({ fault }) => fault.method === method || fault.method === '*')
      if (!next) return undefined
      next.times -= 1
      if (next.times <= 0) waiting = waiting.filter((entry) => entry !== next)
      return next.fault
    },
    /** Those of one method, or all. */
    clear(method?: string): void {
      waiting = method === undefined ? [] : waiting.filter(({ fault }) => fault.method !== method)
    },
  }
}

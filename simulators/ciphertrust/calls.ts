/** `status` stays null where the connection was cut; `committed` means that AWS accepted a write. */
export interface Call {
  readonly at: string
  readonly method: string
  readonly path: string
  status: number | null
  committed: boolean
}

export interface Calls {
  /** Records a call as it arrives; what is not known yet is filled in by whoever answers it. */
  open(method: string, path: string): Call
  list(): readonly Call[]
  clear(): void
}

export function createCalls(now: () => Date): Calls {
  let calls: Call[] = []

  return {
    open(method, path) {
      const call: Call = { at: now().toISOString(), method, path, status: null, committed: false }
      calls.push(call)
      return call
    },
    list: () => calls,
    clear() {
      calls = []
    },
  }
}

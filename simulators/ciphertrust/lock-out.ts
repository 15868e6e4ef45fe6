/** Minutes of lock after the first, second, … failed password in a row; the last one repeats. Null: nobody is locked. */
export type LockOutMinutes = readonly number[] | null

export interface LockOut {
  set(minutes: LockOutMinutes): void
  locked(username: string): boolean
  failed(username: string): void
  succeeded(username: string): void
  reset(): void
}

/** CipherTrust's password policy locks local users like this; it is off unless set. */
export function createLockOut(now: () => Date): LockOut {
  let minutes: LockOutMinutes = null
  const failures = new Map<string, { readonly count: number; readonly until: number }>()

  function set(next: LockOutMinutes): void {
    minutes = next
    failures.clear()
  }

  return {
    set,
    reset: () => set(null),
    locked: (username) => (failures.get(username)?.until ?? 0) > now().getTime(),
    failed(username) {
      if (minutes === null || minutes.length === 0) return
      const count = (failures.get(username)?.count ?? 0) + 1
      const locked = minutes[Math.min(count, minutes.length) - 1] ?? 0
      failures.set(username, { count, until: now().getTime() + locked * 60_000 })
    },
    succeeded(username) {
      failures.delete(username)
    },
  }
}

import type { Subject } from '../core/derived.ts'
import type { Job, Jobs } from '../ports.ts'

/** Does what is due for a subject; `again` is when to look next (epoch ms), or null. */
export type Handler = (id: string, tries: number) => Promise<number | null>
export type Handlers = Readonly<
  Record<'input' | 'request' | 'card' | 'refusals' | 'anchor' | 'print', Handler>
>

export interface LoopOptions {
  readonly jobs: Jobs
  readonly handlers: Handlers
  readonly owner: string
  readonly now: () => Date
  /** Milliseconds on a clock that nobody sets. */
  readonly uptime: () => number
  readonly onError: (error: unknown, job: Job) => void
}

/** Longer than the slowest handler: a read, a write of 60 s, and reading back. */
const LEASE_MS = 180_000
const AT_ONCE = 8
/** How late a wake-up by the clock may be; what is committed here wakes the loop at once. */
const POLL_MS = 500
const MOST_BACKOFF_S = 60
/** A store that cannot be asked is asked less and less often, up to this. */
const MOST_PAUSE_MS = 10_000
/** A clock that is corrected by less delays nothing for longer. */
const CLOCK_STEP_MS = 5_000

/**
 * Runs jobs as they come due, several at a time, each subject by one handler. A handler that throws is tried again. One that
 * outlives its lease, because the world is slow or the machine was asleep, is leased anew: it is not joined by a second.
 */
export function startJobs({ jobs, handlers, owner, now, uptime, onError }: LoopOptions) {
  const running = new Set<Promise<void>>()
  /** What each running handler gives back in the end. */
  const held = new Map<Subject, Job>()
  let stopping = false
  let claiming: Promise<void> | null = null
  let nudged = false
  let claims = 0
  let failures = 0
  let restsUntil = 0
  let clockLead = lead()

  /** By how much the clock that can be set is ahead of the one that cannot. */
  function lead(): number {
    return now().getTime() - uptime()
  }

  /** Times in the store are on a clock that somebody may set: by an hour back, and nothing would be due for an hour. */
  async function followClock(): Promise<void> {
    const step = lead() - clockLead
    if (Math.abs(step) >= CLOCK_STEP_MS) await jobs.clockMoved(Math.round(step))
    clockLead += step
  }

  async function run(job: Job): Promise<void> {
    held.set(job.subject, job)
    const again = await handle(job)
    const newest = () => held.get(job.subject) ?? job
    let given = newest()
    // Once more where it was leased anew in that very moment: what was given back was not held any more.
    while ((!(await givenBack(given, again)) || newest().tries > given.tries) && !stopping) {
      await new Promise((resolve) => setTimeout(resolve, POLL_MS))
      given = newest()
    }
    held.delete(job.subject)
  }

  /** Whether its handler is running still. What woke it since then is not forgotten: only the first claim was before that. */
  function leasedAnew(job: Job): boolean {
    const before = held.get(job.subject)
    if (before) held.set(job.subject, { ...job, rev: before.rev })
    return before !== undefined
  }

  /** A store that is busy is asked again: what is not given back rests until its lease runs out. */
  async function givenBack(job: Job, again: number | null): Promise<boolean> {
    try {
      await jobs.finish(job, again)
      return true
    } catch (error) {
      onError(error, job)
      return false
    }
  }

  async function handle(job: Job): Promise<number | null> {
    const at = job.subject.indexOf(':')
    const handler = new Map(Object.entries(handlers)).get(job.subject.slice(0, at))
    try {
      return handler ? await handler(job.subject.slice(at + 1), job.tries) : null
    } catch (error) {
      onError(error, job)
      return now().getTime() + Math.min(MOST_BACKOFF_S, 2 ** Math.min(job.tries, 6)) * 1_000
    }
  }

  async function claimAll(): Promise<void> {
    do {
      nudged = false
      while (!stopping && running.size < AT_ONCE) {
        await followClock()
        // No two claims have the same name: one that lost its lease can give back only its own.
        const job = await jobs.claim(`${owner}:${++claims}`, LEASE_MS)
        if (!job) break
        if (leasedAnew(job)) continue
        const done = run(job).finally(() => {
          running.delete(done)
          nudge()
        })
        running.add(done)
      }
    } while (nudged && !stopping)
  }

  function nudge(): void {
    nudged = true
    if (stopping || claiming || uptime() < restsUntil) return
    claiming = claimAll()
      .then(() => {
        failures = 0
      }, rest)
      .finally(() => {
        claiming = null
      })
  }

  function rest(error: unknown): void {
    onError(error, { subject: 'request:', owner, tries: 0, rev: 0 })
    restsUntil = uptime() + Math.min(MOST_PAUSE_MS, POLL_MS * 2 ** Math.min(failures++, 5))
  }

  const timer = setInterval(nudge, POLL_MS)
  nudge()
  return {
    nudge,
    /** Takes nothing new and waits for what is running. */
    async stop(): Promise<void> {
      stopping = true
      clearInterval(timer)
      await claiming
      await Promise.all(running)
    },
  }
}

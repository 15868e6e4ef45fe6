type Run = () => void

interface Moment {
  readonly at: number
  readonly order: number
  readonly run: Run
}

/** Something that is done again and again, unless nothing could come of it. */
export interface Tick {
  readonly from: number
  readonly every: number
  readonly run: Run
  last: number
  /** Its process is asleep until then. */
  notBefore: () => number
}

/** Time that passes only when nothing is left to be done in it. */
export function createTimeline(start: number) {
  const moments: Moment[] = []
  const ticks = new Set<Tick>()
  let order = 0

  function schedule(at: number, run: Run): Moment {
    const moment = { at: Math.max(at, timeline.now), order: order++, run }
    let low = 0
    let high = moments.length
    while (low < high) {
      const middle = (low + high) >>> 1
      // The next one stands last.
      if ((moments[middle]?.at ?? 0) > moment.at) low = middle + 1
      else high = middle
    }
    moments.splice(low, 0, moment)
    return moment
  }

  /** The next tick that finds something due: the ones before it would do nothing. */
  function nextTick(due: number | null): { readonly tick: Tick; readonly at: number } | null {
    let next: { readonly tick: Tick; readonly at: number } | null = null
    if (due === null) return null
    for (const tick of ticks) {
      const earliest = Math.max(due, tick.last + 1, timeline.now)
      const regular = tick.from + Math.ceil((earliest - tick.from) / tick.every) * tick.every
      const at = Math.max(regular, tick.notBefore())
      if (!next || at < next.at) next = { tick, at }
    }
    return next
  }

  const timeline = {
    now: start,
    ticks,
    schedule,
    in: (ms: number, run: Run) => schedule(timeline.now + ms, run),
    /** Goes to the next moment and does what is to be done; false when nothing is left before the end. */
    step(due: number | null, end: number): boolean {
      const moment = moments.at(-1)
      const ticking = nextTick(due)
      if (ticking && (!moment || ticking.at < moment.at)) {
        if (ticking.at > end) return false
        timeline.now = ticking.at
        ticking.tick.last = ticking.at
        ticking.tick.run()
        return true
      }
      if (!moment || moment.at > end) return false
      moments.pop()
      timeline.now = moment.at
      moment.run()
      return true
    },
    /** What stands in for the timers of Node. */
    timers: {
      setTimeout: (run: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) => {
        const moment = schedule(timeline.now + ms, () => run(...args))
        return { moment, ref() {}, unref() {} }
      },
      clearTimeout: (timer?: { readonly moment?: Moment }) => {
        const at = timer?.moment ? moments.indexOf(timer.moment) : -1
        if (at >= 0) moments.splice(at, 1)
      },
      setInterval: (run: Run, every: number): Tick => {
        const tick = { run, every, from: timeline.now, last: timeline.now, notBefore: () => 0 }
        ticks.add(tick)
        return tick
      },
      clearInterval: (tick: Tick) => void ticks.delete(tick),
    },
  }
  return timeline
}
export type Timeline = ReturnType<typeof createTimeline>

/** While this work lasts, every timer of the process is one of the timeline's: nothing waits for the machine's clock. */
export async function onTimeline<T>(timeline: Timeline, work: () => Promise<T>): Promise<T> {
  const { setTimeout, clearTimeout, setInterval, clearInterval } = globalThis
  Object.assign(globalThis, timeline.timers)
  try {
    return await work()
  } finally {
    Object.assign(globalThis, { setTimeout, clearTimeout, setInterval, clearInterval })
  }
}

const immediately = globalThis.setImmediate

/** Until everything that can go on without time passing has gone on. */
export function settled(): Promise<void> {
  return new Promise((resolve) => immediately(resolve))
}

import { channel } from 'node:diagnostics_channel'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { watchLiveness } from '../../src/slack/liveness.ts'

const MINE = 'wss://wss-primary.slack.com/link/?ticket=1'
const OTHERS = 'wss://wss-primary.slack.com/link/?ticket=2'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** A connection that is watched, and how often it was given up. */
function watched() {
  const silences: number[] = []
  const live = watchLiveness(() => silences.push(1), 30_000)
  live.opens(MINE)
  return { live, silences }
}

/** As undici tells of a ping of any WebSocket of the process. */
function ping(url: string): void {
  channel('undici:websocket:ping').publish({ websocket: { url }, payload: Buffer.from('Ping') })
}

describe('watchLiveness', () => {
  it('gives a connection up once, when nothing comes, not even a first ping', () => {
    const { silences } = watched()
    vi.advanceTimersByTime(29_999)
    expect(silences).toEqual([])
    vi.advanceTimersByTime(300_000)
    expect(silences).toEqual([1])
  })

  it.each([
    ['frames', (live: ReturnType<typeof watched>['live']) => live.heard()],
    ['pings', () => ping(MINE)],
  ])('keeps it for as long as %s come', (_, comes) => {
    const { live, silences } = watched()
    for (let n = 0; n < 20; n++) {
      vi.advanceTimersByTime(20_000)
      comes(live)
    }
    expect(silences).toEqual([])
    vi.advanceTimersByTime(30_000)
    expect(silences).toEqual([1])
  })

  it('does not take the pings of another connection for its own', () => {
    const { silences } = watched()
    for (let n = 0; n < 3; n++) {
      vi.advanceTimersByTime(20_000)
      ping(OTHERS)
    }
    expect(silences).toEqual([1])
  })

  it('says nothing of a connection that has ended', () => {
    const { live, silences } = watched()
    live.end()
    vi.advanceTimersByTime(60_000)
    expect(silences).toEqual([])
  })
})

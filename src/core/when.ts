/** Units of a time that is told as so long ago, in milliseconds. */
export const UNITS = { min: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const
export type Unit = keyof typeof UNITS

/** So long ago, or a day or a minute of UTC: `7d`, `2026-11-01`, `2026-11-01T09:30`. */
export type When = string

/** The first millisecond that is meant. */
export function sinceOf(when: When, now: Date): number {
  const ago = agoOf(when)
  if (ago !== null) return Math.max(0, now.getTime() - ago)
  return Date.parse(isMinute(when) ? `${when}:00.000Z` : `${when}T00:00:00.000Z`)
}

/** The last millisecond that is meant: of a day and of a minute, its end. */
export function untilOf(when: When, now: Date): number {
  if (agoOf(when) !== null) return sinceOf(when, now)
  return sinceOf(when, now) + UNITS[isMinute(when) ? 'min' : 'd'] - 1
}

function agoOf(when: When): number | null {
  const [, count, unit] = /^(\d+)(min|h|d|w)$/.exec(when) ?? []
  const found = Object.entries(UNITS).find(([name]) => name === unit)
  return found ? Number(count) * found[1] : null
}

function isMinute(when: When): boolean {
  return when.includes('T')
}

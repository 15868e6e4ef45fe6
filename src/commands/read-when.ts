import type { Unit, When } from '../core/when.ts'
import type { Value } from './options.ts'

/** Reads `7d`, `7 days ago`, `2026-11-01`, `2026-11-01 09:30` and their like, as the value of an option. */
export function readWhen(words: readonly string[]): Value | null {
  const [first = '', second = '', third = ''] = words
  return readAgo(first, second, third) ?? readDate(first, second)
}

const UNIT_WORDS: Readonly<Record<Unit, RegExp>> = {
  min: /^(?:mins?|minutes?)$/i,
  h: /^(?:h|hrs?|hours?)$/i,
  d: /^(?:d|days?)$/i,
  w: /^(?:w|weeks?)$/i,
}

function readAgo(first: string, second: string, third: string): Value | null {
  const [, count, attached] = /^(\d{1,4})([a-z]*)$/i.exec(first) ?? []
  const unit = count === undefined ? undefined : unitOf(attached || second)
  if (unit === undefined) return null
  const after = attached ? second : third
  const taken = (attached ? 1 : 2) + (/^ago$/i.test(after) ? 1 : 0)
  return { value: `${Number(count)}${unit}`, taken }
}

function unitOf(word: string): string | undefined {
  return Object.entries(UNIT_WORDS).find(([, written]) => written.test(word))?.[0]
}

function readDate(first: string, second: string): Value | null {
  const [, day, time] = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?Z?)?$/i.exec(first) ?? []
  if (day === undefined || !isDay(day)) return null
  if (time !== undefined) return isTime(time) ? { value: minute(day, time), taken: 1 } : null
  return isTime(second) ? { value: minute(day, second), taken: 2 } : { value: day, taken: 1 }
}

function minute(day: string, time: string): When {
  return `${day}T${time}`
}

/** The 30th of February is none, and a year before this century is a slip. */
function isDay(day: string): boolean {
  const at = new Date(`${day}T00:00:00Z`)
  return day >= '2000' && Number.isFinite(at.getTime()) && at.toISOString().startsWith(day)
}

function isTime(time: string): boolean {
  return /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(time)
}

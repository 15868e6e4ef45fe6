import { type KeyReference, parseKeyReference } from '../core/key-reference.ts'
import { PERIOD } from '../core/operations.ts'
import type { UsageProblem } from '../core/reply.ts'
import { splitReason } from './split-reason.ts'
import { LONGEST } from './typed.ts'

export type ParsedWish =
  | {
      readonly ok: true
      readonly reference: KeyReference
      readonly periodDays?: number
      readonly reason?: string
    }
  | { readonly ok: false; readonly problem: UsageProblem }

/** Reads `<key> [because <reason>]`, and `[every <90–2560> days]` between them where a period is taken. */
export function parseWish(words: string, takes: { readonly period?: true } = {}): ParsedWish {
  if (words.length > LONGEST) return { ok: false, problem: 'too_long' }
  const { names, reason } = splitReason(words)
  const [name, ...rest] = names
  if (name === undefined) return { ok: false, problem: 'no_key' }
  const reference = parseKeyReference(name)
  if (!reference) return { ok: false, problem: 'bad_key' }
  const { period, more } = takes.period ? splitPeriod(rest) : { period: null, more: rest }
  if (period === 'bad') return { ok: false, problem: 'bad_period' }
  if (more.length > 0) return { ok: false, problem: more.every(isKey) ? 'several_keys' : 'unknown_word' }
  return {
    ...{ ok: true, reference },
    ...(period === null ? {} : { periodDays: period }),
    ...(reason ? { reason } : {}),
  }
}

interface Rest {
  readonly period: number | 'bad' | null
  readonly more: readonly string[]
}

/** `every 180 days`, apart from what else stands there. */
function splitPeriod(words: readonly string[]): Rest {
  const at = words.findIndex((word) => word.toLowerCase() === 'every')
  if (at < 0) return { period: null, more: words }
  const [days, unit] = words.slice(at + 1)
  const written = /^(\d{1,6})(d|days?)?$/i.exec(days ?? '')
  const named = written?.[2] === undefined && /^days?[.,]?$/i.test(unit ?? '')
  const length = 1 + (days === undefined ? 0 : 1) + (named ? 1 : 0)
  return { period: inRange(Number(written?.[1])), more: words.toSpliced(at, length) }
}

function inRange(days: number): number | 'bad' {
  return days >= PERIOD.least && days <= PERIOD.most ? days : 'bad'
}

/** A plain word could be an alias too, so only what looks like a key counts as a second one. */
function isKey(word: string): boolean {
  return /[/:]|^mrk-|^[0-9a-f]{8}-/i.test(word) && parseKeyReference(word) !== null
}

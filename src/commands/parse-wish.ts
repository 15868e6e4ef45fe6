import { bareWord } from '../core/bare-word.ts'
import { type KeyReference, parseKeyReference, printKeyReference } from '../core/key-reference.ts'
import { PERIOD } from '../core/operations.ts'
import type { Mend } from '../core/reply.ts'
import { type Parsed, problem, type Unread } from './command.ts'
import { readRequestId } from './parse-request.ts'
import { asSeen } from './slack-tokens.ts'
import { because, REASON, splitReason, unknownWords } from './split-reason.ts'
import { LONGEST } from './typed.ts'

/** What somebody wants of a key, or of which key. */
export interface Wished {
  readonly reference: KeyReference
  readonly periodDays?: number
  readonly reason?: string
}

/** What a command takes besides the key and a reason. */
interface Takes {
  readonly period?: true
  /** Where none is taken, one is passed over. */
  readonly reason?: true
}

/** Reads `<key> [every <90–2560> days] [because <reason>]`, the key before or after the period. */
export function parseWish(line: string, takes: Takes = {}): Parsed<Wished> {
  if (line.length > LONGEST) return problem('too_long')
  const { names, reason } = splitReason(line)
  const { period, rest } = takes.period ? takePeriod(names) : { period: null, rest: names }
  const [name, ...more] = rest
  if (name === undefined) return problem('no_key')
  const reference = parseKeyReference(name)
  if (!reference) return problem('bad_key', { word: asSeen(name) })
  if (readRequestId(name)) return problem('request_not_key', { word: name })
  if (period === 'bad' || (takes.period && period === null && more.some(isEvery)))
    return problem('bad_period')
  const wished = { reference, ...(period === null ? {} : { periodDays: period }) }
  if (more.length > 0) return oneTooMany(wished, more, takes.reason ? reason : '')
  if (takes.reason && reason === '') return problem('empty_reason', lacking(wished))
  return { ok: true, what: { ...wished, ...(takes.reason && reason ? { reason } : {}) } }
}

/** The line to which nothing but a reason must be added. */
export function lacking(wished: Wished): Mend {
  return { line: printWish({ ...wished, reason: REASON }) }
}

function oneTooMany(wished: Wished, more: readonly string[], reason: string | undefined): Unread {
  return more.every(isKey)
    ? problem('several_keys')
    : problem('unknown_word', unknownWords(printWish(wished), more, reason))
}

export function printWish({ reference, periodDays, reason }: Wished): string {
  const every = periodDays === undefined ? '' : ` every ${periodDays} days`
  return `${printKeyReference(reference)}${every}${because(reason)}`
}

interface Taken {
  readonly period: number | 'bad' | null
  readonly rest: readonly string[]
}

/** `every 180 days`, apart from what else stands there. Without a number, “every” may be the name of a key. */
function takePeriod(words: readonly string[]): Taken {
  const at = words.findIndex((word, index) => isEvery(word) && readDays(words[index + 1]) !== null)
  const days = at < 0 ? null : readDays(words[at + 1])
  if (days === null) return { period: null, rest: words }
  const named = !days.unit && /^days?$/i.test(bareWord(words[at + 2] ?? ''))
  return { period: inRange(days.count), rest: words.toSpliced(at, named ? 3 : 2) }
}

function isEvery(word: string): boolean {
  return bareWord(word).toLowerCase() === 'every'
}

function readDays(word = ''): { readonly count: number; readonly unit: boolean } | null {
  const [, count, unit] = /^(\d{1,6})(d|days?)?$/i.exec(bareWord(word)) ?? []
  return count === undefined ? null : { count: Number(count), unit: unit !== undefined }
}

function inRange(days: number): number | 'bad' {
  return days >= PERIOD.least && days <= PERIOD.most ? days : 'bad'
}

/** A plain word could be an alias too, so only what looks like a key counts as a second one. */
function isKey(word: string): boolean {
  return /[/:]|^mrk-|^[0-9a-f]{8}-/i.test(word) && parseKeyReference(word) !== null
}

import { z } from 'zod'
import { Anchor } from '../core/anchor.ts'

/** An anchor, or an entry's own hash, as somebody else kept it: it says what stood at a place of the log. */
export interface Witness {
  readonly seq: number
  /** Half of it where people are to read it: 128 bits are still more than anybody can search through. */
  readonly hash: string
  /** When it was told, where it says so. */
  readonly at?: string
  /** Where it was found: a file and its line, or a message. */
  readonly where: string
}

/** Whether a witness agrees with the hash that the log has at its place. */
export function agrees(hash: string | null | undefined, witness: Witness): boolean {
  return hash?.startsWith(witness.hash) === true
}

const Told = Anchor.pick({ seq: true, hash: true }).extend({ at: z.string().optional().catch(undefined) })
const Line = z.union([z.object({ anchor: Told }).transform(({ anchor }) => anchor), Told])
/** Reads an anchor, an entry's log line or a line of an export; null for whatever else stands in a log. */
export function witnessIn(line: string, where: string): Witness | null {
  const told = toldIn(line, DEPTH)
  if (told === null) return null
  const { seq, hash, at } = told
  return { seq, hash, ...(at === undefined ? {} : { at }), where }
}

/** Log collectors put a line into fields of their own, as a text or as an object, and that into others. */
const DEPTH = 4

function toldIn(value: unknown, depth: number): z.infer<typeof Told> | null {
  const data = typeof value === 'string' ? objectIn(value) : value
  if (typeof data !== 'object' || data === null || depth === 0) return null
  const told = Line.safeParse(data)
  if (told.success) return told.data
  for (const inner of Object.values(data)) {
    const found = toldIn(inner, depth - 1)
    if (found !== null) return found
  }
  return null
}

/** What may stand before the JSON has a brace of its own now and then, such as labels. */
const STARTS = 4

function objectIn(text: string): unknown {
  if (!text.includes('hash')) return null
  for (let at = text.indexOf('{'), n = 0; at >= 0 && n < STARTS; at = text.indexOf('{', at + 1), n++)
    try {
      return JSON.parse(text.slice(at))
    } catch {}
  return null
}

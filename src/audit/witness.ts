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
/** Log collectors put a line into one of these, as text. */
const WRAPPED = ['log', 'message', 'msg', 'line', 'MESSAGE', '@message', 'textPayload'] as const

/** Reads an anchor, an entry's log line or a line of an export; null for whatever else stands in a log. */
export function witnessIn(line: string, where: string): Witness | null {
  // Before it may stand what a collector or a container puts there: a time, a name.
  const start = line.indexOf('{')
  return start < 0 ? null : toldIn(line.slice(start), where)
}

function toldIn(text: string, where: string): Witness | null {
  const data = objectIn(text)
  if (data === null) return null
  const told = Line.safeParse(data)
  if (told.success) {
    const { seq, hash, at } = told.data
    return { seq, hash, ...(at === undefined ? {} : { at }), where }
  }
  for (const name of WRAPPED) {
    const inner = data[name]
    if (typeof inner === 'string' && inner.includes('"hash"')) return witnessIn(inner, where)
  }
  return null
}

function objectIn(text: string): Readonly<Record<string, unknown>> | null {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text))
  } catch {
    return null
  }
}

import { readFileSync } from 'node:fs'
import { strToU8, zipSync } from 'fflate'
import type { RequestEntry } from '../core/entry.ts'
import { isOfRequest } from '../core/entry.ts'
import { Request } from '../core/request.ts'
import type { AuditRow } from './audit-row.ts'
import { readme } from './evidence-readme.ts'
import { storyData, storyOf } from './evidence-story.ts'
import { jsonLine } from './export.ts'
import type { Step } from './follow-requests.ts'
import { readEntry } from './read-entry.ts'
import type { Names } from './who.ts'
import type { Witness } from './witness.ts'

/** What is said of the evidence as a whole. */
export interface Found {
  readonly madeAt: string
  readonly version: string
  readonly intact: boolean
  /** What verify said, in sentences. */
  readonly verdict: readonly string[]
  /** The first place after the request that somebody else keeps. */
  readonly covering: Witness | null
  /** The part of the log that is packed. */
  readonly from: number
  readonly to: number
  readonly anchors: number
  readonly card: { readonly channel: string; readonly ts: string } | null
}

export interface Packed {
  /** The request as it is kept. */
  readonly body: string
  /** The part of the log from its first entry to what covers it. */
  readonly chain: readonly AuditRow[]
  readonly anchors: readonly Witness[]
  readonly names: Names
  readonly verified: unknown
  readonly found: Found
}

const VERIFIER = new URL('./verify.py', import.meta.url)

/** The evidence of one request: a zip that says by itself what happened. Null where the request cannot be read. */
export function evidenceZip(packed: Packed): Uint8Array | null {
  const { body, chain, anchors, names, verified, found } = packed
  const request = requestIn(body)
  if (request === null) return null
  const own = chain.filter((row) => row.request === request.id)
  const story = storyOf(request, own.flatMap(stepIn), names)
  const folder = `${request.id}-evidence`
  const files = {
    'README.txt': readme(story, found),
    'request.json': json(storyData(story)),
    'entries.jsonl': own.map(jsonLine).join(''),
    'chain.jsonl': chain.map(jsonLine).join(''),
    'anchors.jsonl': anchors.map((anchor) => `${JSON.stringify(anchor)}\n`).join(''),
    'verify.json': json(verified),
    'verify.py': readFileSync(VERIFIER, 'utf8'),
  }
  return zipSync(
    Object.fromEntries(
      Object.entries(files).map(([name, text]) => [
        `${folder}/${name}`,
        [strToU8(text), { mtime: found.madeAt }],
      ]),
    ),
  )
}

function stepIn({ seq, body }: AuditRow): readonly Step[] {
  const read = readEntry(body)
  if (read.as !== 'entry' || !isOfRequest(read.entry)) return []
  const entry: RequestEntry = read.entry
  return [{ seq, entry }]
}

function requestIn(body: string): Request | null {
  try {
    return Request.safeParse(JSON.parse(body)).data ?? null
  } catch {
    return null
  }
}

function json(data: unknown): string {
  return `${JSON.stringify(data, null, 2)}\n`
}

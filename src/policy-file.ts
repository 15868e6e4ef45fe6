import ms from 'ms'
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument, visit } from 'yaml'
import type { z } from 'zod'
import { Policy } from './core/policy.ts'

export type ReadPolicy =
  | { readonly ok: true; readonly policy: Policy }
  | { readonly ok: false; readonly problems: readonly string[] }

const LONGEST = ms('1y')
const DURATION = /^\d+(?:\.\d+)?\s*[a-z]+$/i

const NO_DURATION = 'must be a length of time such as 8h, 90m or 2d, at most a year'

/** `8h` in milliseconds. A number without a unit could be anything, so it is none; nor is anything else: NaN. */
function duration(written: unknown): number {
  if (typeof written !== 'string' || !DURATION.test(written)) return Number.NaN
  // What is not of the library's own form is undefined, which its types keep out.
  const found = Math.round(ms(written as ms.StringValue))
  return found <= LONGEST ? found : Number.NaN
}

const KNOWN = Object.keys(Policy.shape)
const MISSING: ReadonlyMap<string, string> = new Map([
  ['channel', 'write the id of the channel where every request is shown'],
  ['requesters', 'list the ids of those who may ask'],
  ['approvals', 'write approvals: 0, or approvals: 1 for a second person'],
])
const LARGEST = 1_000_000
/** Unknown fields named at once: who has more pasted another file. */
const MOST_UNKNOWN = 50

/** Reads a policy. Every problem is listed at once, each as `FILE:LINE:COL: sentence`. */
export function readPolicy(text: string, file: string): ReadPolicy {
  if (text.length > LARGEST)
    return { ok: false, problems: [`${file}:1:1: the policy is larger than a megabyte.`] }
  const lines = new LineCounter()
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return `${file}:${Math.max(line, 1)}:${Math.max(col, 1)}`
  }
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  if (document.errors.length > 0)
    return {
      ok: false,
      problems: document.errors.map((error) => `${place(error.pos[0])}: this is not YAML: ${error.message}.`),
    }
  let content: unknown
  try {
    content = document.toJS()
  } catch {
    // An alias without an anchor, or more of them than could be followed.
    const problem = 'aliases (*) lead nowhere or too far: write the values out'
    return { ok: false, problems: [`${place(firstAlias(document))}: ${problem}.`] }
  }
  const parsed = Policy.safeParse(inMs(content), { reportInput: true })
  if (parsed.success) return { ok: true, policy: parsed.data }
  return { ok: false, problems: parsed.error.issues.flatMap((issue) => sentences(issue, document, place)) }
}

function inMs(content: unknown): unknown {
  const written = typeof content === 'object' && content !== null && 'expires' in content
  return written ? { ...content, expires: duration(content.expires) } : content
}

function firstAlias(document: Document): number {
  let offset = 0
  visit(document, {
    Alias: (_, alias) => {
      offset = alias.range?.[0] ?? 0
      return visit.BREAK
    },
  })
  return offset
}

function sentences(issue: z.core.$ZodIssue, document: Document, place: (offset: number) => string): string[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys
      .slice(0, MOST_UNKNOWN)
      .map(
        (key) =>
          `${place(keyOffset(document, key))}: ${key} is not a field of the policy; there are ${KNOWN.join(', ')}.`,
      )
  const name = issue.path.join('.') || 'the policy'
  const problem =
    issue.input === undefined ? `is missing: ${MISSING.get(name) ?? 'it must be said'}` : what(issue)
  return [`${place(offsetOf(document, issue.path))}: ${name} ${problem}.`]
}

function what(issue: z.core.$ZodIssue): string {
  if (issue.path[0] === 'channel') return 'must be the id of a channel, such as C0AUDIT'
  if (issue.path[0] === 'expires') return NO_DURATION
  if (issue.code === 'invalid_type' && issue.expected === 'array')
    return 'must be a list, such as [S0ONCALL, U0ANN]'
  return issue.message
}

/** Where the value stands; where it is missing, the nearest thing around it. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) return node.range[0]
  }
  return 0
}

function keyOffset(document: Document, key: string): number {
  if (!isMap(document.contents)) return 0
  const found = document.contents.items.find(
    (pair) => isScalar(pair.key) && String(pair.key.value) === key,
  )?.key
  return isNode(found) && found.range ? found.range[0] : 0
}

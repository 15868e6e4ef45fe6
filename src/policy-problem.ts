import { distance } from 'fastest-levenshtein'
import type { Document } from 'yaml'
import type { z } from 'zod'
import { FIELDS, Match, Policy, WrittenRule, writtenName } from './core/policy.ts'
import type { Finding } from './core/policy-findings.ts'
import { keyOffset, offsetOf, type Path, type Problem, valueAt } from './policy-places.ts'

/** A policy file as it was written, and as it is read. */
export interface Written {
  readonly document: Document
  readonly content: unknown
}

/** Unknown fields named at once: who has more pasted another file. */
const MOST_UNKNOWN = 50

const MISSING: ReadonlyMap<PropertyKey, string> = new Map([
  ['channel', 'write the id of the channel where every request is shown'],
  ['requesters', 'list the ids of those who may ask'],
  ['approvals', 'write approvals: 0, or approvals: 1 for a second person'],
  ['name', 'write what people call this rule'],
])

/** What is wrong in each field, and then what is wrong with them together; one mistake is told of once. */
export function problemsOf(
  issues: readonly z.core.$ZodIssue[],
  findings: readonly Finding[],
  written: Written,
): readonly Problem[] {
  const told = new Map<string, Problem>()
  for (const issue of issues.flatMap(innermost)) {
    if (issue.code === 'unrecognized_keys')
      for (const key of issue.keys.slice(0, MOST_UNKNOWN))
        told.set(placeOf([...issue.path, key]), unknownField(key, issue.path, written))
    else if (!told.has(placeOf(issue.path)))
      told.set(placeOf(issue.path), problemAt(issue.path, issue.message, written))
  }
  for (const { path, problem } of findings)
    if (!told.has(placeOf(path))) told.set(placeOf(path), problemAt(path, problem, written))
  return [...told.values()]
}

function placeOf(path: Path): string {
  return JSON.stringify(path.map(String))
}

/** Of a value that may be one of several kinds, what is wrong inside the kind that it is. */
function innermost(issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union') return [issue]
  const inside = issue.errors.flat().filter(({ path }) => path.length > 0)
  return inside.length === 0 ? [issue] : inside.map((one) => ({ ...one, path: [...issue.path, ...one.path] }))
}

function problemAt(path: Path, problem: string, { document, content }: Written): Problem {
  const value = valueAt(content, path)
  const offset = offsetOf(document, path)
  const subject = subjectOf(path, content)
  if (value === undefined)
    return { offset, sentence: `${subject} is missing: ${MISSING.get(path.at(-1) ?? '') ?? problem}` }
  const emptied = value === null && problem.startsWith('must ')
  return { offset, sentence: `${subject} ${emptied ? 'is empty and ' : ''}${problem}` }
}

/** The words a person finds it by: its field, and the rule it stands in. */
function subjectOf(path: Path, content: unknown): string {
  const [rules, index, ...inside] = path
  if (rules !== 'rules' || typeof index !== 'number') return fieldName(path)
  const name = writtenName(valueAt(content, [rules, index]))
  // A rule whose name is the problem cannot be told by it.
  const rule = name === null || inside[0] === 'name' ? `rule ${index + 1}` : `rule “${name}”`
  return inside.length === 0 ? rule : `${rule}: ${fieldName(inside)}`
}

function fieldName(path: Path): string {
  const last = path.at(-1)
  if (last === undefined) return 'the policy'
  return typeof last === 'number'
    ? `entry ${last + 1} of ${fieldName(path.slice(0, -1))}`
    : path.map((part) => (part === '' ? '“”' : String(part))).join('.')
}

function unknownField(key: string, path: Path, { document, content }: Written): Problem {
  const { of, known } = mappingAt(path)
  const rule = path[0] === 'rules' ? `${subjectOf(path.slice(0, 2), content)}: ` : ''
  const near = nearest(key, known)
  const remedy = near === null ? `there are ${known.join(', ')}` : `did you mean ${near}?`
  return {
    offset: keyOffset(document, path, key),
    sentence: `${rule}${key} is not a field of ${of}; ${remedy}`,
  }
}

function mappingAt(path: Path): { readonly of: string; readonly known: readonly string[] } {
  const last = path.at(-1)
  if (last === undefined) return { of: 'the policy', known: Object.keys(Policy.shape) }
  if (last === 'match') return { of: 'match', known: Object.keys(Match.shape) }
  if (last === 'reason') return { of: 'reason', known: Object.keys(FIELDS.reason.shape) }
  return { of: 'a rule', known: Object.keys(WrittenRule.shape) }
}

/** The known name that is a slip of the finger away; null where none is. */
function nearest(key: string, known: readonly string[]): string | null {
  const [first] = known
    .map((name) => ({ name, steps: distance(key.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, steps }) => steps <= Math.ceil(name.length / 4))
    .sort((a, b) => a.steps - b.steps)
  return first?.name ?? null
}

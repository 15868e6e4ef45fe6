import { closeSync, openSync, readSync } from 'node:fs'
import { Policy } from './core/policy.ts'
import { type Finding, findings } from './core/policy-findings.ts'
import { inMilliseconds } from './policy-durations.ts'
import { lineAt, offsetOf, type Problem, valueAt } from './policy-places.ts'
import { problemsOf } from './policy-problem.ts'
import { readYaml } from './policy-yaml.ts'

interface Wrong {
  readonly ok: false
  readonly problems: readonly string[]
}
export type ReadPolicy = { readonly ok: true; readonly policy: Policy } | Wrong
/** With the text that was read: its hash names the policy. */
export type ReadPolicyFile = { readonly ok: true; readonly policy: Policy; readonly text: string } | Wrong

/** The first bytes of a file, as many as there are up to `most`. Throws what the system says. */
export type ReadStart = (file: string, most: number) => Uint8Array

const LARGEST = 1_000_000
const TOO_LARGE = 'the policy is larger than a megabyte: take out what is not a policy, or name another file'
const EMPTY = 'the policy is empty: copy policy.example.yml into it, and change the ids'

/** Reads a policy from its file. A file that is too large is not read to its end. */
export function readPolicyFile(file: string, read: ReadStart = readStart): ReadPolicyFile {
  const found = textOf(file, read)
  if ('problem' in found) return { ok: false, problems: [`${file}:1:1: ${found.problem}.`] }
  const policy = readPolicy(found.text, file)
  return policy.ok ? { ...policy, text: found.text } : policy
}

/** Reads a policy. Every problem is listed at once, each as `FILE:LINE:COL: sentence`, in the order of the file. */
export function readPolicy(written: string, file: string): ReadPolicy {
  const text = withoutMark(written)
  const read = text.length > LARGEST ? [{ offset: 0, sentence: TOO_LARGE }] : policyOf(text)
  return 'policy' in read ? { ok: true, ...read } : { ok: false, problems: located(read, text, file) }
}

/** What else was found wrong with a policy that can be read, told at its place like every other problem. */
export function problemsAt(found: readonly Finding[], written: string, file: string): readonly string[] {
  const text = withoutMark(written)
  const yaml = readYaml(text)
  return yaml.ok ? located(problemsOf([], found, yaml), text, file) : []
}

function withoutMark(text: string): string {
  return text.replace(/^\ufeff/, '')
}

function policyOf(text: string): { readonly policy: Policy } | readonly Problem[] {
  const yaml = readYaml(text)
  if (!yaml.ok) return yaml.problems
  const { document } = yaml
  if (yaml.content === null) return [{ offset: 0, sentence: EMPTY }]
  const version = valueAt(yaml.content, ['version'])
  if (Number.isSafeInteger(version) && Number(version) > 1)
    return [{ offset: offsetOf(document, ['version']), sentence: later(Number(version)) }]
  const content = inMilliseconds(yaml.content)
  const parsed = Policy.safeParse(content)
  const found = findings(content)
  if (parsed.success && found.length === 0) return { policy: parsed.data }
  return problemsOf(parsed.error?.issues ?? [], found, { document, content })
}

/** Nothing else is judged: what the fields of that version are is not known here. */
function later(version: number): string {
  return `version is ${version}, and this bot reads version 1: run the bot that this policy is for, or write version 1`
}

function located(problems: readonly Problem[], text: string, file: string): readonly string[] {
  return [...problems]
    .sort((a, b) => a.offset - b.offset)
    .map(({ offset, sentence }) => {
      const { line, column } = lineAt(text, offset)
      return `${file}:${line}:${column}: ${sentence}${sentence.endsWith('?') ? '' : '.'}`
    })
}

function textOf(file: string, read: ReadStart): { readonly text: string } | { readonly problem: string } {
  try {
    const bytes = read(file, LARGEST + 1)
    if (bytes.length > LARGEST) return { problem: TOO_LARGE }
    // A byte order mark is kept: the hash is of the file as it is.
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) }
  } catch (error) {
    return {
      problem:
        UNREADABLE[codeOf(error)] ?? `the file cannot be read (${codeOf(error)}): name another, or mend it`,
    }
  }
}

const MISSING = 'there is no such file: copy policy.example.yml to it, or set POLICY_FILE to your policy'
const FORBIDDEN = 'the file may not be read by the user that runs the bot: allow that user to read it'
const UNREADABLE: Readonly<Partial<Record<string, string>>> = {
  ENOENT: MISSING,
  ENOTDIR: MISSING,
  EISDIR: 'this is a folder: name the policy file that is in it',
  EACCES: FORBIDDEN,
  EPERM: FORBIDDEN,
  ERR_ENCODING_INVALID_ENCODED_DATA: 'the file is not UTF-8 text: save it as UTF-8',
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
}

function readStart(file: string, most: number): Uint8Array {
  const descriptor = openSync(file, 'r')
  try {
    const start = new Uint8Array(most)
    let length = 0
    for (let more = 1; more > 0 && length < most; length += more)
      more = readSync(descriptor, start, length, most - length, null)
    return start.subarray(0, length)
  } finally {
    closeSync(descriptor)
  }
}

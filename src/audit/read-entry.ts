import { Buffer, isUtf8 } from 'node:buffer'
import { Entry } from '../core/entry.ts'
import type { Body } from './audit-row.ts'

/** An entry as far as this program can read it. `fields` is all that was written, of whatever version. */
export type ReadEntry =
  | { readonly as: 'entry'; readonly entry: Entry; readonly fields: Fields }
  | { readonly as: 'unknown'; readonly why: Unknown; readonly fields: Fields }
  | { readonly as: 'nothing'; readonly why: 'encoding' | 'no_entry' }

/** What is an entry at least in its form. */
export type Known = Exclude<ReadEntry, { as: 'nothing' }>

export type Fields = Readonly<Record<string, unknown>>

/** Written by another version of the bot, perhaps: of its text the chain can still be checked. */
export type Unknown = 'version' | 'kind' | 'fields'

const KINDS: ReadonlySet<unknown> = new Set(Entry.options.map(({ shape }) => shape.kind.value))

export function readEntry(body: Body): ReadEntry {
  if (typeof body !== 'string' && !isUtf8(body)) return { as: 'nothing', why: 'encoding' }
  const fields = objectIn(textOf(body))
  if (fields === null) return { as: 'nothing', why: 'no_entry' }
  const parsed = Entry.safeParse(fields)
  if (parsed.success) return { as: 'entry', entry: parsed.data, fields }
  return { as: 'unknown', why: whyUnknown(fields), fields }
}

export function textOf(body: Body): string {
  return typeof body === 'string' ? body : Buffer.from(body).toString('utf8')
}

function objectIn(text: string): Fields | null {
  try {
    const found: unknown = JSON.parse(text)
    return isFields(found) ? found : null
  } catch {
    return null
  }
}

function whyUnknown({ v, kind }: Fields): Unknown {
  if (v !== 1) return 'version'
  return KINDS.has(kind) ? 'fields' : 'kind'
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

import { z } from 'zod'
import { TELLINGS, type Telling } from '../core/derived.ts'
import { Entry } from '../core/entry.ts'
import { Request } from '../core/request.ts'
import type { Row } from './database.ts'

/** Rows are read by the definitions they were written from: what does not fit is a fault, never a guess. */
export function requestOf(row: Row): Request {
  return Request.parse(JSON.parse(text(row, 'body')))
}

export function entryOf(row: Row): Entry {
  return Entry.parse(JSON.parse(text(row, 'body')))
}

// Made once: these are read many times for each row.
const Text = z.string()
const TextOrNull = Text.nullable()
const Int = z.int()
const IntOrNull = Int.nullable()
const Tells = z.enum(TELLINGS)

export function text(row: Row, column: string): string {
  return Text.parse(row[column])
}

export function textOrNull(row: Row, column: string): string | null {
  return TextOrNull.parse(row[column])
}

export function int(row: Row, column: string): number {
  return Int.parse(row[column])
}

export function intOrNull(row: Row, column: string): number | null {
  return IntOrNull.parse(row[column])
}

export function telling(row: Row): Telling {
  return Tells.parse(row.telling)
}

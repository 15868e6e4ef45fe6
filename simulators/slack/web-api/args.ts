import type { HonoRequest } from 'hono'
import { type Fields, isRecord, parseJson } from '../json.ts'

/** The arguments of a call: query, form or JSON body, whichever way they came. */
export async function readFields(request: HonoRequest): Promise<Fields> {
  const query = request.query()
  if (request.method === 'GET') return query
  const type = request.header('content-type') ?? ''
  const body = await request.text()
  if (type.includes('application/json')) {
    const parsed = parseJson(body)
    return { ...query, ...(isRecord(parsed) ? parsed : {}) }
  }
  return { ...query, ...Object.fromEntries(new URLSearchParams(body)) }
}

/** A form sends everything as text, JSON does not: both read the same here. */
export function textArg(fields: Fields, name: string): string | undefined {
  const value = fields[name]
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value : undefined
}

export function flagArg(fields: Fields, name: string): boolean {
  const value = fields[name]
  return value === true || value === 'true' || value === '1' || value === 1
}

export function numberArg(fields: Fields, name: string): number | undefined {
  const text = textArg(fields, name)
  return text === undefined ? undefined : Number(text)
}

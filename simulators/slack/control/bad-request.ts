import type { HonoRequest } from 'hono'
import type { z } from 'zod'
import { parseJson } from '../json.ts'

/** The control caller's mistake, as a sentence; answered with 400. */
export class BadRequest extends Error {
  override name = 'BadRequest'
}

export async function readBody<T>(request: HonoRequest, schema: z.ZodType<T>): Promise<T> {
  const body = parseJson(await request.text())
  if (body === undefined) throw new BadRequest('The body is not JSON.')
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.map(({ path, message }) =>
    path.length ? `${path.join('.')}: ${message}` : message,
  )
  throw new BadRequest(`${problems.join('; ')}.`)
}

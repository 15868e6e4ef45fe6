import type { z } from 'zod'
import { CipherTrustFault } from '../core/fault.ts'
import type { Reply } from './http.ts'

/** The reply's body by `schema`; a 2xx of another shape is not CipherTrust's, and proves nothing about a write. */
export function shaped<T>(schema: z.ZodType<T>, { status, body }: Reply): T {
  const parsed = schema.safeParse(body)
  // zod's error is not kept: it may quote the body.
  if (!parsed.success) throw new CipherTrustFault({ kind: 'not_ciphertrust', outcome: 'unknown', status })
  return parsed.data
}

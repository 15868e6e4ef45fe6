import type { InputId } from './ids.ts'
import type { Reply } from './reply.ts'
import type { Request } from './request.ts'

/** What an input did to a request that was there, as its answer; null when it did nothing. It is said again, not judged again. */
export function doneBy(request: Request, input: InputId): Reply | null {
  const { approvals, voided = [] } = request
  if (approvals.some((approval) => approval.input === input) || voided.includes(input))
    return { kind: 'decided', verdict: 'approve', request }
  if (!('input' in request) || request.input !== input) return null
  switch (request.state) {
    case 'denied':
      return { kind: 'decided', verdict: 'deny', request }
    case 'withdrawn':
      return { kind: 'withdrawn', request }
    case 'succeeded':
    case 'failed':
      return { kind: 'settled', request }
  }
}

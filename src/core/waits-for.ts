import { type Actor, whyNotDecide } from './deciding.ts'
import type { Request } from './request.ts'
import { asksAPerson, whyNotSettle } from './settling.ts'

/** Whether a request waits for this person: they can bring it on by a yes, or by saying what became of its call. */
export function waitsFor(request: Request, actor: Actor, at: Date): boolean {
  const refusal = asksAPerson(request)
    ? whyNotSettle(request, actor)
    : whyNotDecide(request, 'approve', actor, at)
  return refusal === null
}

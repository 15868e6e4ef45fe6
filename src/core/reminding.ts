import type { Member } from './policy.ts'
import type { RequestIn } from './request.ts'
import { about, next, type Transition } from './transition.ts'

/** The one reminder: of those who may still decide, who are called by its line in the thread. */
export function remind(request: RequestIn<'requested'>, of: readonly Member[], at: Date): Transition {
  const to = { ...next(request), remindedAt: at.getTime() }
  return { from: request, to, entry: { ...about(request.id, at), kind: 'reminded', of } }
}

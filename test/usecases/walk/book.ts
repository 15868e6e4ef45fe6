import { z } from 'zod'
import { PersonId, RequestId } from '../../../src/core/ids.ts'
import type { Activity } from './activity.ts'
import type { Look, World } from './world.ts'

/** A request as it lies in the store, as far as the model looks at it. */
export const Body = z.looseObject({
  id: RequestId,
  version: z.int(),
  state: z.string(),
  requester: PersonId,
  key: z.looseObject({ id: z.string(), arn: z.string() }),
  approvals: z.array(z.looseObject({ by: PersonId, input: z.string() })),
  askedAt: z.int(),
  expiresAt: z.int(),
  remindAt: z.int().optional(),
  remindedAt: z.int().optional(),
  approvedAt: z.int().optional(),
  waiting: z.looseObject({ until: z.int() }).optional(),
  calledAt: z.int().optional(),
  nextReadAt: z.int().optional(),
  personAskedAt: z.int().optional(),
  how: z.string().optional(),
  settledBy: PersonId.optional(),
  by: PersonId.optional(),
  successor: RequestId.optional(),
  follows: RequestId.optional(),
  inputId: z.string(),
  why: z.string().optional(),
})
export type Body = z.infer<typeof Body>

export const Entry = z.looseObject({
  kind: z.string(),
  request: RequestId.optional(),
  by: z.string().optional(),
  needed: z.int().optional(),
  given: z.int().optional(),
  void: z.array(PersonId).optional(),
  of: z.array(z.string()).optional(),
})
export type Entry = z.infer<typeof Entry>

/** What the model remembers of a request beside what is stored of it. */
export interface Book {
  body: Body
  text: string
  readonly key: number
  /** The key as it was shown to whoever asked. */
  readonly look: Look | undefined
  claim?: { readonly by: Activity; replays: number }
  mark?: { readonly by: Activity; readonly heardFrom: number; sent: boolean }
}

/** One step, as the store shows it. */
export interface Move {
  readonly from: string
  readonly to: string
  readonly book: Book
  /** As it was before; the same as `after` for a new one. */
  readonly before: Body
  readonly after: Body
  readonly entry: Entry
  /** All that was committed together. */
  readonly kinds: readonly string[]
  readonly activity: Activity
  readonly world: World
  readonly books: readonly Book[]
}

export class Wrong extends Error {
  override name = 'Wrong' as const
}

export function must(holds: boolean, sentence: string): void {
  if (!holds) throw new Wrong(sentence)
}

export function sameApprovals(before: Body, after: Body): boolean {
  return JSON.stringify(before.approvals) === JSON.stringify(after.approvals)
}

import type { RequestEntry } from '../core/entry.ts'
import type { State } from '../core/request.ts'
import type { Witness } from './witness.ts'

/**
 * Something that shows that the log is no longer as it was written. `seq` is the first place that is touched, as far
 * as it can be told; with `from`, it is somewhere from there to `seq`.
 */
export type Finding =
  | { readonly kind: 'edited'; readonly seq: number; readonly part: Part }
  | { readonly kind: 'rewritten'; readonly seq: number; readonly from?: number; readonly by: Teller }
  | { readonly kind: 'missing'; readonly seq: number; readonly to: number }
  | { readonly kind: 'swapped'; readonly seq: number; readonly with: number }
  | { readonly kind: 'doubled'; readonly seq: number; readonly of: number }
  | { readonly kind: 'cut'; readonly seq: number; readonly to: number; readonly by: Teller }
  | { readonly kind: 'added'; readonly seq: number }
  | { readonly kind: 'headless'; readonly seq: number }
  | { readonly kind: 'state'; readonly seq: number; readonly request: string; readonly field: string }
  | { readonly kind: 'unasked'; readonly seq: number; readonly request: string }
  | { readonly kind: 'unfiled'; readonly seq: number; readonly subject: string }
  | ({ readonly kind: 'step'; readonly seq: number; readonly request: string } & WrongStep)

/** A step that the bot does not take after those before it: by its order, by the approvals that it counts, by whose it is. */
export type WrongStep =
  | { readonly why: 'order'; readonly step: RequestEntry['kind']; readonly state: State | null }
  | { readonly why: 'count'; readonly told: number; readonly given: number }
  | { readonly why: 'own' }

export type Part = 'entry' | 'request_id' | 'encoding' | 'no_entry'

/** What a place in the log was found to disagree with. */
export type Teller = 'next' | 'head' | 'message' | Witness

/** Whether the chain itself holds there: it is what the bot keeps beside it, or was made to do, that does not agree. */
export function isBeside({ kind }: Finding): boolean {
  return ['state', 'unasked', 'step', 'unfiled'].includes(kind)
}

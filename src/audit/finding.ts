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

export type Part = 'entry' | 'request_id' | 'encoding' | 'no_entry'

/** What a place in the log was found to disagree with. */
export type Teller = 'next' | 'head' | 'message' | Witness

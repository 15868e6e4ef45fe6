import type { Told } from './derived.ts'
import type { ChainedEntry, RequestEntry } from './entry.ts'
import type { MessageTs } from './ids.ts'
import type { Request } from './request.ts'

/** An entry of a request, at its place in the chain. */
export type ChainedRequestEntry = ChainedEntry & { readonly entry: RequestEntry }

/** A message owed for an entry of a request. */
export type Owed = Told & {
  readonly id: number
  readonly entry: ChainedRequestEntry
}

/** What a card's job works from. `drawn` is the version of the request that the card in the channel shows. */
export interface Delivery {
  readonly request: Request
  readonly card: {
    readonly ts: MessageTs | null
    readonly drawn: number
    readonly givenUp: boolean
    /** Cards of this request that were found to be gone. */
    readonly lost: number
  }
  /** The newest entry that has a line in the thread, posted or about to be. */
  readonly newest: ChainedEntry | null
  readonly owed: readonly Owed[]
}

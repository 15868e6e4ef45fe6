import type { PersonId } from '../../../src/core/ids.ts'
import type { PolicyName } from './cast.ts'
import type { Faults, Knobs, Look } from './world.ts'

/** Where a button is pressed: on the request's card, on another message, or nowhere, as a command. */
export type Place = 'card' | 'elsewhere' | 'command'

/** What a person does to one of the requests there are; 0 is the newest. */
interface Named {
  readonly who: PersonId
  readonly which: number
}

/** One thing that happens. */
export type Deed =
  | { readonly do: 'ask'; readonly who: PersonId; readonly key: number }
  | ({ readonly do: 'look'; readonly verdict: 'approve' | 'deny'; readonly place: Place } & Named)
  | ({ readonly do: 'approve' | 'deny' | 'withdraw' } & Named)
  | ({ readonly do: 'settle_on' | 'settle_off' | 'ask_again'; readonly place: 'card' | 'elsewhere' } & Named)
  /** Whatever was typed or pressed last is delivered again. */
  | { readonly do: 'same again' }
  | { readonly do: 'jobs' }
  /** Promptly: what comes due meanwhile is done in time. */
  | { readonly do: 'wait'; readonly s: number; readonly promptly: boolean }
  | { readonly do: 'restart'; readonly policy?: PolicyName }
  | { readonly do: 'key'; readonly key: number; readonly set: Partial<Look> }
  | {
      readonly do: 'people'
      readonly who: PersonId
      readonly change: 'leaves' | 'joins' | 'is deactivated' | 'is back'
    }
  | { readonly do: 'slack'; readonly silent: boolean }
  | { readonly do: 'world'; readonly set: Partial<Knobs> }
  | { readonly do: 'card deleted'; readonly which: number }
  /** The next call of a kind runs into it. */
  | { readonly do: 'fault'; readonly of: Partial<Faults> }

/** What else happens in the middle of a deed: before or after its nth call of any port, or of the one that writes. */
export interface Mid {
  readonly what: 'call' | 'commit'
  readonly nth: number
  readonly when: 'before' | 'after'
  readonly deeds: readonly Deed[]
}

export interface Step {
  readonly deed: Deed
  readonly mid?: Mid | undefined
}

/** As one line, for the story of a walk that went wrong. */
export function tell({ deed, mid }: Step): string {
  const { do: what, ...rest } = deed
  const during = mid
    ? ` … and ${mid.when} ${mid.what} ${mid.nth}: ${mid.deeds.map((deed) => tell({ deed })).join(', ')}`
    : ''
  return `${what} ${JSON.stringify(rest)}${during}`
}

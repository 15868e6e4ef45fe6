import type { Fields } from '../json.ts'
import type { Simulator } from '../simulator.ts'
import type { TokenKind } from './auth.ts'

/** What a method sees of its call. */
export interface MethodCall {
  readonly sim: Simulator
  readonly args: Fields
  readonly token: TokenKind
}

/** Returns what goes beside `ok: true`, or throws a SlackError. */
export type Method = (call: MethodCall) => Fields

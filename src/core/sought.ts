import { type Key, keyName } from './key.ts'

/** Which keys somebody looks for. */
export interface Sought {
  /** Words, separated by blanks, all of which an alias, an id or the ARN must hold; empty for any key. */
  readonly text: string
  readonly rotation?: 'on' | 'off'
  readonly region?: string
  readonly account?: string
}

export function isSought(key: Key, { text, rotation, region, account }: Sought): boolean {
  const names = [...key.aliases, key.arn, key.id].map((name) => name.toLowerCase())
  const words = text.toLowerCase().split(' ')
  return (
    words.every((word) => names.some((name) => name.includes(word))) &&
    (rotation === undefined || key.rotation.on === (rotation === 'on')) &&
    (region === undefined || key.region === region) &&
    (account === undefined || key.account === account)
  )
}

/** Each once, by name: the order must be the same for every page, whatever order CipherTrust gives. */
export function byName(keys: readonly Key[]): readonly Key[] {
  const each = new Map(keys.map((key) => [key.id, key]))
  return [...each.values()].sort((a, b) => compare(keyName(a), keyName(b)) || compare(a.arn, b.arn))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}

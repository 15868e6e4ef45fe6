import { bareAlias, type Key, keyName } from './key.ts'

/** Which keys somebody looks for. */
export interface Sought {
  /** Words, separated by blanks, each of which must stand in what tells a key from others; empty for any key. */
  readonly text: string
  readonly rotation?: 'on' | 'off'
  readonly region?: string
  readonly account?: string
}

export function isSought(key: Key, { text, rotation, region, account }: Sought): boolean {
  return (
    text.split(' ').every((word) => foundIn(key, word) !== null) &&
    (rotation === undefined || key.rotation.on === (rotation === 'on')) &&
    (region === undefined || key.region === region) &&
    (account === undefined || key.account === account)
  )
}

/**
 * What of a key a word stands in, the plainest first; null where it stands in nothing. “aws” and “alias” are in the names of
 * all keys, so a whole name is looked through only for what looks like a part of one, with its slash or colon.
 */
export function foundIn(key: Key, word: string): string | null {
  const { aliases, awsKeyId, region, account, id, arn } = key
  const tags = key.tags.map((tag) => `${tag.key}=${tag.value}`)
  const sought = word.toLowerCase()
  const holds = (text: string) => text.toLowerCase().includes(sought)
  return /[/:]/.test(word)
    ? ([...aliases, arn, ...tags].find(holds) ?? null)
    : (aliases.find((alias) => holds(bareAlias(alias))) ??
        [awsKeyId, region, account, ...tags, id].find(holds) ??
        null)
}

/**
 * Each once, those first that have a word of the text in an alias, and by name: the order must be the same for every page,
 * whatever order CipherTrust gives.
 */
export function inOrder(keys: readonly Key[], { text }: Pick<Sought, 'text'>): readonly Key[] {
  const words = text.split(' ')
  const isNamed = ({ aliases }: Key, found: string | null) => found !== null && aliases.includes(found)
  const rank = (key: Key) => Number(!words.some((word) => isNamed(key, foundIn(key, word))))
  const each = new Map(keys.map((key) => [key.id, { key, rank: rank(key) }]))
  return [...each.values()]
    .sort(
      (a, b) => a.rank - b.rank || compare(keyName(a.key), keyName(b.key)) || compare(a.key.arn, b.key.arn),
    )
    .map(({ key }) => key)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}

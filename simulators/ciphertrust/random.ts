export interface Random {
  below(limit: number): number
  pick<T>(from: readonly T[]): T
  uuid(): string
}

/** A repeatable source of numbers (xorshift32): the same seed gives the same sequence on every machine. */
export function createRandom(seed: number): Random {
  // Zero is the one state that xorshift never leaves.
  let state = (Math.imul(seed, 0x9e3779b1) ^ 0x85ebca6b) >>> 0 || 1

  function next(): number {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    state >>>= 0
    return state
  }

  function below(limit: number): number {
    return next() % limit
  }

  function pick<T>(from: readonly T[]): T {
    const item = from[below(from.length)]
    if (item === undefined) throw new Error('Nothing to pick from.')
    return item
  }

  function uuid(): string {
    const hex = Array.from({ length: 4 }, () => next().toString(16).padStart(8, '0')).join('')
    const variant = pick(['8', '9', 'a', 'b'])
    return [
      hex.slice(0, 8),
      hex.slice(8, 12),
      `4${hex.slice(13, 16)}`,
      `${variant}${hex.slice(17, 20)}`,
      hex.slice(20),
    ].join('-')
  }

  return { below, pick, uuid }
}

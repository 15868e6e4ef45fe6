export interface Random {
  below(limit: number): number
  pick<T>(from: readonly T[]): T
  uuid(): string
}

const pattern = 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'
const scratch = Buffer.from(pattern)
const digit = (value: number) => (value < 10 ? 48 : 87) + value

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

  // Written into one buffer: V8 keeps strings that were put together as trees, which weigh three times as much.
  function uuid(): string {
    for (let at = 0; at < pattern.length; at += 1) {
      const wanted = pattern[at]
      if (wanted === 'x') scratch[at] = digit(next() & 15)
      if (wanted === 'y') scratch[at] = digit(8 + (next() & 3))
    }
    return scratch.toString('latin1')
  }

  return { below, pick, uuid }
}

/** Chance that is the same every time: all that is drawn follows from the seed. */
export interface Dice {
  /** In [0, 1). */
  roll(): number
  chance(of: number): boolean
  /** A whole number, both ends included. */
  between(least: number, most: number): number
  pick<T>(first: T, ...others: readonly T[]): T
  /** A stream of its own: what is drawn from it shifts no other. */
  of(name: string): Dice
}

export function createDice(seed: string): Dice {
  const roll = mulberry32(hashOf(seed))
  const streams = new Map<string, Dice>()
  const dice: Dice = {
    roll,
    chance: (of) => of > 0 && roll() < of,
    between: (least, most) => least + Math.floor(roll() * (most - least + 1)),
    pick: (first, ...others) => {
      const at = Math.floor(roll() * (others.length + 1))
      return at === 0 ? first : (others[at - 1] ?? first)
    },
    of(name) {
      const known = streams.get(name)
      if (known) return known
      const fresh = createDice(`${seed}/${name}`)
      streams.set(name, fresh)
      return fresh
    },
  }
  return dice
}

/** FNV-1a, then stirred: seeds that follow one another must not begin alike. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}

// https://gist.github.com/tommyettinger/46a874533244883189143505d203312c, in the public domain
function mulberry32(start: number): () => number {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

import type { Finding } from './finding.ts'
import { agrees, type Witness } from './witness.ts'

/** What became of comparing the log with what others kept of it. */
export interface Compared {
  /** How many were read, and how many of them agree. */
  readonly read: number
  readonly agreeing: number
  /** The first ones that do not. */
  readonly differing: readonly Witness[]
  /** The newest one that agrees: all up to it is as it was when that was told. */
  readonly newest: Witness | null
  readonly findings: readonly Finding[]
}

/** What the log says now of one place: null where there is no such entry. */
export type HashAt = (seq: number) => Promise<string | null>
/** The number of its last entry, now. */
export type LastNow = () => Promise<number>

/**
 * Compares each as it is read, with the log as it is at that moment: of an entry that somebody can tell of, the bot has
 * kept the entry first. Memory does not grow with the witnesses: a bit each says which places agree.
 */
export async function checkWitnesses(
  witnesses: AsyncIterable<Witness> | Iterable<Witness>,
  hashAt: HashAt,
  lastNow: LastNow,
): Promise<Compared> {
  const agreed = new Bits()
  let [read, agreeing] = [0, 0]
  let newest: Witness | null = null
  const differing: Witness[] = []
  let first: Witness | null = null
  let beyond: Witness | null = null
  for await (const witness of witnesses) {
    read++
    const hash = await hashAt(witness.seq)
    if (agrees(hash, witness)) {
      agreeing++
      agreed.set(witness.seq)
      if (newest === null || witness.seq > newest.seq) newest = witness
      continue
    }
    if (differing.length < MOST_NAMED) differing.push(witness)
    if (hash !== null) {
      if (first === null || witness.seq < first.seq) first = witness
    } else if (beyond === null || witness.seq > beyond.seq) beyond = witness
  }
  const last = await lastNow()
  return {
    ...{ read, agreeing, differing, newest },
    findings: [
      ...(first ? [rewritten(first, agreed)] : []),
      ...(beyond && beyond.seq > last ? [cut(beyond, last)] : []),
    ],
  }
}

const MOST_NAMED = 5

/** Somewhere after the last place before it that agrees. */
function rewritten(by: Witness, agreed: Bits): Finding {
  let from = by.seq
  while (from > 1 && !agreed.has(from - 1)) from--
  return { kind: 'rewritten', seq: by.seq, from, by }
}

function cut(by: Witness, last: number): Finding {
  return { kind: 'cut', seq: last + 1, to: by.seq, by }
}

/** A set of numbers that are close together. */
class Bits {
  #bytes = new Uint8Array(1_024)

  set(at: number): void {
    const byte = Math.floor(at / 8)
    if (byte >= this.#bytes.length) {
      const grown = new Uint8Array(Math.max(byte + 1, this.#bytes.length * 2))
      grown.set(this.#bytes)
      this.#bytes = grown
    }
    this.#bytes[byte] = (this.#bytes[byte] ?? 0) | (1 << (at % 8))
  }

  has(at: number): boolean {
    return ((this.#bytes[Math.floor(at / 8)] ?? 0) & (1 << (at % 8))) !== 0
  }
}

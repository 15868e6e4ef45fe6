/** An entry at its place, as it is stored. */
interface Stored {
  readonly seq: number
  readonly hash: string
  readonly entry: unknown
}

export interface Unprinted {
  /** Some of the entries that nobody has printed yet, in order; none when there are no more. */
  unprinted(): Promise<readonly Stored[]>
  printed(upTo: number): Promise<void>
}

/** Prints what the command line wrote beside the bot. What dies in between is printed twice rather than not at all. */
export async function printEntries(store: Unprinted, print: (entry: Stored) => unknown): Promise<null> {
  for (;;) {
    const entries = await store.unprinted()
    const last = entries.at(-1)
    if (!last) return null
    for (const entry of entries) print(entry)
    await store.printed(last.seq)
  }
}

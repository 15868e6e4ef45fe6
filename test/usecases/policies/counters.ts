/** Counts in how many runs each branch was reached. */
export function createCounters(names: readonly string[], runs: number) {
  const counts = new Map(names.map((name) => [name, 0]))
  return {
    /** What is not among the names is not asked for. */
    count(reached: ReadonlySet<string>): void {
      for (const [name, count] of counts) if (reached.has(name)) counts.set(name, count + 1)
    },
    /** Those that less than one run of a hundred reached, with how many did. */
    seldom: (): readonly string[] =>
      [...counts].filter(([, count]) => count < runs / 100).map(([name, count]) => `${name}: ${count}`),
  }
}

/** Every step that a request may take, and there is no other: the life of a request, as the design has it. */
export const LIFE: Readonly<Record<string, readonly string[]>> = {
  none: ['requested'],
  requested: ['requested', 'approved', 'denied', 'expired', 'withdrawn', 'superseded', 'cancelled'],
  approved: ['executing', 'expired', 'withdrawn', 'cancelled'],
  executing: ['calling', 'succeeded', 'superseded', 'cancelled', 'approved'],
  calling: ['succeeded', 'failed', 'unconfirmed', 'executing'],
  unconfirmed: ['unconfirmed', 'succeeded', 'failed'],
}

/** The same as pairs, `from → to`. */
export const PAIRS: readonly string[] = Object.entries(LIFE).flatMap(([from, tos]) =>
  tos.map((to) => `${from} → ${to}`),
)

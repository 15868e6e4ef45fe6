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

/** Where each kind of entry leads; there is no other kind about a request. */
const LEADS_TO: Readonly<Record<string, string>> = {
  ...{ asked: 'requested', approved: 'approved', denied: 'denied', withdrawn: 'withdrawn' },
  ...{ claimed: 'executing', released: 'approved', calling: 'calling', not_sent: 'executing' },
  ...{ succeeded: 'succeeded', failed: 'failed', unconfirmed: 'unconfirmed', read_again: 'unconfirmed' },
  ...{ person_asked: 'unconfirmed', superseded: 'superseded', cancelled: 'cancelled', expired: 'expired' },
}

interface Said {
  readonly kind: string
  readonly given?: number | undefined
  readonly needed?: number | undefined
}

/** The state that an entry leads to. What an approval that is not enough, and a reminder, are about stays where it is. */
export function leadsTo({ kind, given = 0, needed = 0 }: Said): string {
  const stays = kind === 'reminded' || (kind === 'approved' && given < needed)
  return stays ? 'requested' : (LEADS_TO[kind] ?? `nowhere (${kind})`)
}

/** What a rule asks of the reason. */
export interface ReasonRule {
  readonly required: boolean
  /** Prefixes of the tickets, one of which a required reason must name: `CHG` stands for `CHG-4711`. */
  readonly tickets: readonly string[]
  /** The address of a ticket, with `{ticket}` in it. */
  readonly link?: string | undefined
}

/**
 * The first ticket that a reason names, in upper case; null when it names none of these prefixes. A ticket is a whole
 * word, `PREFIX-digits`, however it is cased.
 */
export function ticketIn(reason: string | undefined, prefixes: readonly string[]): string | null {
  const tickets = reason?.match(TICKET)?.map((word) => word.toUpperCase())
  return tickets?.find((ticket) => prefixes.some((prefix) => ticket.startsWith(`${prefix}-`))) ?? null
}

// A prefix is letters, digits and _, so the dash ends it. The flag i would take letters for s and k that are none.
const TICKET = /(?<![\p{L}\p{N}_-])[A-Za-z][A-Za-z0-9_]*-\d+(?![\p{L}\p{N}_])/gu

/** Where the ticket of a reason is to be read; null where the rule has no address for it. */
export function ticketLink(reason: string | undefined, { tickets, link }: ReasonRule): string | null {
  const ticket = ticketIn(reason, tickets)
  return ticket && link ? link.replaceAll('{ticket}', ticket) : null
}

import type { Request } from '../../core/request.ts'
import { type ReasonRule, ticketIn, ticketLink } from '../../core/ticket.ts'
import { fact, type Inline, link, value } from './blocks.ts'
import { CLIP } from './text.ts'

/** Why somebody asks, with the way to the ticket that it names; nothing where no reason was given. */
export function reasonFacts({ reason }: Request, rule: ReasonRule): readonly (readonly Inline[])[] {
  return reason ? [fact('Reason', value(reason, CLIP.reason), ...ticket(reason, rule))] : []
}

function ticket(reason: string, rule: ReasonRule): readonly Inline[] {
  const name = ticketIn(reason, rule.tickets)
  const url = ticketLink(reason, rule)
  // No ticket is as long as that.
  return name && url && name.length <= CLIP.name ? [' ', link(url, `Open ${name}`)] : []
}

/** Ends a sentence with what somebody wrote about it, or without; a text that ends a sentence itself needs no other stop. */
export function withComment(comment: string | undefined): readonly Inline[] {
  if (!comment) return ['.']
  return [': ', value(comment, CLIP.reason), ...(/[.!?…]\s*$/.test(comment) ? [] : ['.'])]
}

import { keyName } from '../../core/key.ts'
import type { Fact, Reply, Said } from '../../core/reply.ts'
import { isOpen, type Request } from '../../core/request.ts'
import { bold, channel, context, fact, type Inline, lines, mention, type View, value } from './blocks.ts'
import { briefly, howToWithdraw } from './brief.ts'
import { foundKeys } from './found-keys.ts'
import { help, helpOn, unknown, usage } from './help.ts'
import { historyPage } from './history.ts'
import { counted, quorumOf } from './quorum.ts'
import { REFUSALS } from './refusal.ts'
import { refused } from './refused.ts'
import { requestList } from './request-list.ts'
import { shownKey } from './shown-key.ts'
import { message } from './spoken.ts'
import { standing } from './state.ts'
import { CLIP, untrusted } from './text.ts'
import { toWishFor } from './wish.ts'

/** What a person reads who typed a command. Only they see it. */
export function reply(data: Reply, command: string): View {
  switch (data.kind) {
    case 'asked':
      return asked(data.request, command)
    case 'decided':
      return about(
        data.verdict === 'approve' ? approved(data.request) : 'You denied it',
        data.request,
        'decided',
      )
    case 'withdrawn':
      return about('You withdrew it', data.request, 'withdrawn')
    case 'settled':
      return about('You settled it', data.request, 'settled')
    case 'closed':
      return about('This can no longer be approved', data.request, 'closed')
    case 'form':
      return about('It is decided in a form', data.request, 'form')
    case 'requests':
      return requestList(data, command)
    case 'refused':
      return refused(data, command)
    case 'usage':
      return usage(data, command)
    case 'unknown_command':
      return unknown(data.typed, data.nearest, data.help, command)
    case 'help':
      return help(data.help, command)
    case 'help_on':
      return helpOn(data.help, command)
    case 'found':
      return foundKeys(data, command)
    case 'history':
      return historyPage(data)
    case 'key':
      return shownKey(data, command)
    case 'broken':
      return broken(data.reference)
    case 'facts':
      return message([lines('facts', [bold(data.title)], ...data.facts.map(told))])
  }
}

function told([label, parts]: Fact): readonly Inline[] {
  return fact(untrusted(label, CLIP.name), ...parts.map(said))
}

function said(part: Said): Inline {
  if (typeof part === 'string') return part
  return 'member' in part ? mention(part.member) : `“${untrusted(part.written, CLIP.reason)}”`
}

function asked(request: Request, command: string): View {
  const wish = `you asked ${toWishFor(request)}`
  return message([
    lines(
      'asked',
      [bold(`${request.id}: `), wish, value(keyName(request.key), CLIP.name), '.'],
      standing(request),
      [
        'Its card is in ',
        channel(request.channel),
        isOpen(request) ? '. You will get the outcome as a direct message.' : '.',
      ],
      ...howToWithdraw(request, command),
    ),
  ])
}

/** It may not be the last approval that it takes. */
function approved(request: Request): string {
  return request.state === 'requested' ? `You approved it: ${counted(quorumOf(request))}` : 'You approved it'
}

/** What became of a request just now, and where its card is. */
function about(what: string, request: Request, id: string): View {
  return message([lines(id, [bold(`${what}.`)], ...briefly(request))])
}

function broken(reference: string): View {
  return message([
    lines('broken', [
      `${REFUSALS.broken} If it happens again, give whoever runs the bot this reference, which stands in its log:`,
    ]),
    context('reference', reference),
  ])
}

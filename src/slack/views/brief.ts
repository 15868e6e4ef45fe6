import { keyName } from '../../core/key.ts'
import type { Request } from '../../core/request.ts'
import { bold, channel, fact, type Inline, moment, person, value } from './blocks.ts'
import { standing } from './state.ts'
import { CLIP } from './text.ts'
import { wishFor } from './wish.ts'

/** A request in two lines: what it is, and where it stands; naming who decided. */
export function briefly(request: Request): readonly (readonly Inline[])[] {
  return [
    [
      bold(`${request.id}: `),
      ...[wishFor(request), value(keyName(request.key), CLIP.name), ', asked by '],
      ...[
        person(request.requester),
        ' ',
        moment(request.askedAt),
        ', card in ',
        channel(request.channel),
        '.',
      ],
    ],
    ...approved(request),
    standing(request),
  ]
}

/** Of one that waits, how it stands says it. */
function approved({ state, approvals }: Request): readonly (readonly Inline[])[] {
  if (approvals.length === 0 || state === 'requested') return []
  const names = approvals.flatMap(({ by, at }, index) => [index > 0 ? ', ' : '', person(by), ' ', moment(at)])
  return [['Approved by ', ...names, '.']]
}

/** Only as long as it can be: later the line would promise what is refused. */
export function howToWithdraw(request: Request, command: string): readonly (readonly Inline[])[] {
  return request.state === 'requested'
    ? [fact('To withdraw it', value(`${command} withdraw ${request.id}`, CLIP.name))]
    : []
}

import { type Key, keyName } from '../../core/key.ts'
import type { Refused, Reply } from '../../core/reply.ts'
import { isOpen, type Request } from '../../core/request.ts'
import {
  bold,
  channel,
  context,
  fact,
  header,
  type Inline,
  lines,
  moment,
  person,
  readDate,
  type View,
  value,
} from './blocks.ts'
import { faultWords } from './fault.ts'
import { help, unknown, usage } from './help.ts'
import { keyFacts, rotationFact } from './key.ts'
import { REFUSALS } from './refusal.ts'
import { requestList } from './request-list.ts'
import { standing, summary, titleOf, toWish, wishOf } from './state.ts'
import { CLIP, untrustedMrkdwn } from './text.ts'

/** What a person reads who typed a command. Only they see it. */
export function reply(data: Reply, command: string): View {
  switch (data.kind) {
    case 'asked':
      return asked(data.request, command)
    case 'decided':
      return about(`You ${data.verdict === 'approve' ? 'approved' : 'denied'} it`, data.request, 'decided')
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
      return usage(data.problem, data.help, command)
    case 'unknown_command':
      return unknown(data.typed, data.nearest, data.help, command)
    case 'help':
      return help(data.help, command)
    case 'key':
      return shown(data.key, data.ineligible, data.last)
    case 'broken':
      return broken(data.reference)
    case 'facts':
      return {
        text: data.title,
        blocks: [lines('facts', [bold(data.title)], ...data.facts.map(([label, what]) => fact(label, what)))],
      }
  }
}

function asked(request: Request, command: string): View {
  const wish = `you asked ${toWish(request)} for `
  const name = untrustedMrkdwn(keyName(request.key), CLIP.name)
  return {
    text: `${request.id}: ${wish}${name}. ${titleOf(request)}.`,
    blocks: [
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
    ],
  }
}

/** Only as long as it can be: later the line would promise what is refused. */
function howToWithdraw(request: Request, command: string): readonly (readonly Inline[])[] {
  return request.state === 'requested'
    ? [fact('To withdraw it', value(`${command} withdraw ${request.id}`, CLIP.name))]
    : []
}

/** What became of a request just now, and where its card is. */
function about(what: string, request: Request, id: string): View {
  return {
    text: `${what}. ${summary(request)}`,
    blocks: [lines(id, [bold(`${what}. `)], ...briefly(request))],
  }
}

function refused({ refusal, fault, key, candidates, nearest, request }: Refused, command: string): View {
  const sentence = fault ? `${faultWords(fault)} ${REFUSALS[refusal]}` : REFUSALS[refusal]
  const about = key ? [[value(keyName(key), CLIP.name), ' ', value(key.arn, CLIP.value)]] : []
  return {
    text: sentence,
    blocks: [
      lines(
        `refused:${refusal}`,
        [sentence],
        ...about,
        ...(refusal === 'replica' && key?.primaryArn
          ? [fact('Its primary', value(key.primaryArn, CLIP.value))]
          : []),
        ...(refusal === 'already_so' && key ? [rotationFact(key)] : []),
        ...(nearest && nearest.length > 0
          ? [fact('Did you mean', ...between(nearest.map((name) => value(name, CLIP.name))))]
          : []),
        ...(candidates ?? []).map(candidate),
        ...(request ? briefly(request) : []),
        ...(refusal === 'own_request' && request ? howToWithdraw(request, command) : []),
      ),
    ],
  }
}

function between(all: readonly Inline[]): readonly Inline[] {
  return all.flatMap((inline, index) => (index > 0 ? [', ', inline] : [inline]))
}

function candidate(key: Key): readonly Inline[] {
  return [
    '• ',
    value(key.arn, CLIP.value),
    ', ',
    value(key.state, CLIP.name),
    `, automatic rotation ${key.rotation.on ? 'on' : 'off'}`,
  ]
}

/** A request in two lines: what it is, and where it stands; naming who decided. */
function briefly(request: Request): readonly (readonly Inline[])[] {
  const [approval] = request.approvals
  return [
    [
      bold(`${request.id}: `),
      ...[`${wishOf(request)} for `, value(keyName(request.key), CLIP.name), ', asked by '],
      ...[
        person(request.requester),
        ' ',
        moment(request.askedAt),
        ', card in ',
        channel(request.channel),
        '.',
      ],
    ],
    ...(approval ? [['Approved by ', person(approval.by), ' ', moment(approval.at), '.']] : []),
    [...standing(request), ...('endedAt' in request ? [' Ended ', moment(request.endedAt), '.'] : [])],
  ]
}

function shown(key: Key, ineligible: Refused['refusal'] | null, last: Request | null): View {
  const eligible = key.rotation.on
    ? 'Rotation is on already.'
    : ineligible
      ? REFUSALS[ineligible]
      : last && isOpen(last)
        ? 'A request for this key is open.'
        : 'It can be switched on.'
  const synced = readDate(key.syncedAt)
  // After a call the flag shown was read back, and the sync before it says nothing about it.
  const outdated = synced !== null && last?.state === 'succeeded' && last.endedAt > synced
  return {
    text: `${untrustedMrkdwn(keyName(key), CLIP.name)}: automatic rotation is ${key.rotation.on ? 'on' : 'off'}. ${eligible}`,
    blocks: [
      header(keyName(key)),
      lines('rotation', rotationFact(key), [eligible]),
      lines('key', ...keyFacts(key)),
      lines(
        'last',
        last
          ? [bold('Last request: '), `${last.id}. `, ...standing(last)]
          : ['No request for this key so far.'],
      ),
      ...(synced === null || outdated
        ? []
        : [lines('synced', ['As CipherTrust last synced it from AWS, ', moment(synced), '.'])]),
    ],
  }
}

function broken(reference: string): View {
  const text = 'Something went wrong in the bot, and nothing more is done about this.'
  return {
    text,
    blocks: [
      lines('broken', [
        text,
        ' Please try again. If it happens again, give an operator the reference below.',
      ]),
      context('reference', reference),
    ],
  }
}

import { type Key, keyName } from '../../core/key.ts'
import type { HelpRow, Refused, Reply, UsageProblem } from '../../core/reply.ts'
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
import { keyFacts, rotationFact } from './key.ts'
import { REFUSALS } from './refusal.ts'
import { standing, titleOf, wishOf } from './state.ts'
import { CLIP, untrustedMrkdwn } from './text.ts'

/** What a person reads who typed a command. Only they see it. */
export function reply(data: Reply, command: string): View {
  switch (data.kind) {
    case 'asked':
      return asked(data.request)
    case 'refused':
      return refused(data)
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

function asked(request: Request): View {
  const wish = wishOf(request).toLowerCase()
  const name = untrustedMrkdwn(keyName(request.key), CLIP.name)
  return {
    text: `${request.id} is under way: ${wish} for ${name}.`,
    blocks: [
      lines(
        'asked',
        [bold(`${request.id} is under way: `), `${wish} for `, value(keyName(request.key), CLIP.name), '.'],
        ['Its card is in ', channel(request.channel), '. You will get the outcome as a direct message.'],
      ),
    ],
  }
}

function refused({ refusal, fault, key, candidates, nearest, open }: Refused): View {
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
        ...(open ? [openRequest(open)] : []),
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
    ' ',
    value(key.state, CLIP.name),
    ` rotation ${key.rotation.on ? 'on' : 'off'}`,
  ]
}

function openRequest(open: Request): readonly Inline[] {
  return fact(
    open.id,
    `${titleOf(open)}, asked by `,
    person(open.requester),
    ' on ',
    moment(open.askedAt),
    ', card in ',
    channel(open.channel),
  )
}

const PROBLEMS: Readonly<Record<UsageProblem, string>> = {
  no_key: 'Which key? Nothing was named.',
  bad_key:
    'This is not a key: paste an alias, an ARN, a key id, or the address of the key in the AWS console or CipherTrust.',
  several_keys: 'One key at a time, please.',
  unknown_word: 'That has a word too many.',
  too_long: 'That is too long to be a command.',
}

function usage(problem: UsageProblem, row: HelpRow, command: string): View {
  const line = `${command} ${row.name} ${row.usage}`.trim()
  const sentence = `${PROBLEMS[problem]}${shapeOf(problem, row)}`
  return {
    text: `${sentence} Usage: ${untrustedMrkdwn(line, CLIP.value)}`,
    blocks: [lines(`usage:${problem}`, [sentence], [bold('Usage: '), value(line, CLIP.value)])],
  }
}

/** Which words are understood, where there were others; only some commands take a reason. */
function shapeOf(problem: UsageProblem, { usage }: HelpRow): string {
  if (problem !== 'several_keys' && problem !== 'unknown_word') return ''
  if (usage.includes('because')) return ' After the key, write “because” and your reason.'
  return problem === 'unknown_word' ? ' Name the key and nothing else.' : ''
}

function unknown(
  typed: string,
  nearest: string | undefined,
  rows: readonly HelpRow[],
  command: string,
): View {
  const meant = nearest ? [' Did you mean ', value(`${command} ${nearest}`, CLIP.name), '?'] : []
  return {
    text: 'There is no such command. These are the commands:',
    blocks: [
      lines('unknown_command', ['There is no command ', value(typed, CLIP.name), '.', ...meant]),
      commands(rows, command),
    ],
  }
}

function help(rows: readonly HelpRow[], command: string): View {
  return {
    text: `Ask for AWS key rotation through CipherTrust. Commands: ${rows.map(({ name }) => name).join(', ')}`,
    blocks: [
      lines('about', [
        'Ask to switch on AWS’s automatic rotation of a KMS key. Nothing rotates at that moment; everybody sees who asked.',
      ]),
      commands(rows, command),
    ],
  }
}

function commands(rows: readonly HelpRow[], command: string) {
  return lines(
    'commands',
    ...rows.map(({ name, usage, summary }) => [
      value(`${command} ${name} ${usage}`.trim(), CLIP.value),
      ` ${summary}`,
    ]),
  )
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
  const text = 'Something went wrong in the bot, and nothing more is being done about this command.'
  return {
    text,
    blocks: [
      lines('broken', [text, ' Please try again; if it stays, give an operator the reference below.']),
      context('reference', reference),
    ],
  }
}

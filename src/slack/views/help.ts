import { PERIOD } from '../../core/operations.ts'
import type { HelpRow, Reply, UsageProblem } from '../../core/reply.ts'
import { fact, lines, type View, value } from './blocks.ts'
import { message } from './spoken.ts'
import { CLIP } from './text.ts'

const PROBLEMS: Readonly<Record<UsageProblem, string>> = {
  no_key: 'Which key? Name it after the command: an alias, an ARN or a key id.',
  bad_key:
    'This is not a key: paste an alias, an ARN, a key id, or the address of the key in the AWS console or CipherTrust.',
  several_keys: 'Name one key at a time.',
  unknown_word: 'There is more here than this command takes.',
  too_long: 'This is too long to be a command. Write a shorter reason.',
  bad_period: `The period must be a whole number of days, ${PERIOD.least} to ${PERIOD.most}, written like “every 180 days”.`,
  no_reason: 'Switching rotation off needs a reason, so no request was made.',
  no_request: 'Which request? Name its id, which looks like R-7K2M9QXD.',
  bad_request:
    'This is not the id of a request. Ids look like R-7K2M9QXD, and stand at the foot of the card.',
  request_not_key:
    'This is the id of a request, and a key is wanted here. To see what became of a request, type “history” and its id.',
  empty_reason:
    'No reason comes after “because”, so nothing was done. Write it there, or leave “because” out.',
  nothing_to_find: 'Which keys? Write a part of an alias, a key id or a tag, or an option.',
  bad_rotation: 'Rotation is either on or off: write “rotation on” or “rotation off”.',
  bad_region: 'After “region” comes an AWS Region, such as eu-west-1.',
  bad_account: 'After “account” comes an AWS account: 12 digits, such as 123456789012.',
  bad_page: 'After “page” comes the number of a page, as in “page 2”.',
  bad_time:
    'After “since” or “until” comes a day like 2026-11-01, a minute like 2026-11-01 09:30, both of UTC, or how long ago, like 12h, 7d or 2w.',
  bad_person:
    'Slack did not make a person of this name: pick them from the list that opens after you type “@”.',
  bad_entry: 'After “before” comes the number of an entry, such as #1042.',
  option_twice: 'An option is here twice: write each once.',
}

/** A word may be meant as it is. */
const OPTIONS: readonly UsageProblem[] = ['bad_rotation', 'bad_region', 'bad_account', 'bad_page', 'bad_time']

type Misread = Extract<Reply, { kind: 'usage' }>

/** What was wrong with a command line, and how it goes. */
export function usage({ problem, word, line, help }: Misread, command: string): View {
  const shape = `${command} ${help.name} ${help.usage}`.trim()
  const quoted = OPTIONS.includes(problem) ? [[QUOTED]] : []
  return message([
    lines(
      `usage:${problem}`,
      [PROBLEMS[problem]],
      ...(word
        ? [fact(problem === 'option_twice' ? 'Twice' : 'Not understood', value(word, CLIP.name))]
        : []),
      ...quoted,
      ...(line ? [fact(meantAs(problem), value(`${command} ${line}`, CLIP.value))] : []),
      fact('Usage', value(shape, CLIP.value)),
    ),
  ])
}

const QUOTED = 'If the word itself is meant, put it in quotes.'

function meantAs(problem: UsageProblem): string {
  return problem === 'unknown_word' ? 'If that is your reason' : 'Type'
}

export function unknown(
  typed: string,
  nearest: string | undefined,
  rows: readonly HelpRow[],
  command: string,
): View {
  const meant = nearest ? [' Did you mean ', value(`${command} ${nearest}`, CLIP.value), '?'] : []
  return message([
    lines(
      'unknown_command',
      ['There is no command ', value(typed, CLIP.name), '.', ...meant],
      ...(nearest ? [fact('All commands', value(`${command} help`, CLIP.name))] : []),
    ),
    ...(nearest ? [] : [commands(rows, command)]),
  ])
}

export function help(rows: readonly HelpRow[], command: string): View {
  return message([
    lines('about', [
      'Ask to switch AWS’s automatic rotation of a KMS key on or off, or to change its period. Nothing rotates at that moment; everybody sees who asked, and who approved.',
    ]),
    commands(rows, command),
  ])
}

/** One command, with an example. */
export function helpOn(row: HelpRow, command: string): View {
  const { name, usage, summary, example, notes = [] } = row
  const line = `${command} ${name} ${usage}`.trim()
  return message([
    lines(
      'help_on',
      [value(line, CLIP.value)],
      [`${summary.replace(/^./, (letter) => letter.toUpperCase())}.`],
      ...notes.map((note) => [note]),
      ...NAMED.flatMap(([part, how]) => (usage.includes(part) ? [[how]] : [])),
      fact('Example', value(`${command} ${example}`, CLIP.value)),
    ),
  ])
}

/** How that is named which stands in angle brackets. */
const NAMED = [
  [
    '<key>',
    'A key is an alias, an ARN, a key id, or its address in the AWS console or CipherTrust: paste what you have.',
  ],
  ['<request>', 'A request is its id, such as R-7K2M9QXD. It stands at the foot of its card.'],
] as const

function commands(rows: readonly HelpRow[], command: string) {
  return lines(
    'commands',
    ...rows.map(({ name, usage, summary }) => [
      value(`${command} ${name} ${usage}`.trim(), CLIP.value),
      ` ${summary}`,
    ]),
  )
}

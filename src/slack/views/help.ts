import { PERIOD } from '../../core/operations.ts'
import type { HelpRow, UsageProblem } from '../../core/reply.ts'
import { bold, lines, type View, value } from './blocks.ts'
import { message } from './spoken.ts'
import { CLIP } from './text.ts'

const PROBLEMS: Readonly<Record<UsageProblem, string>> = {
  no_key: 'Which key? Name it after the command: an alias, an ARN or a key id.',
  bad_key:
    'This is not a key: paste an alias, an ARN, a key id, or the address of the key in the AWS console or CipherTrust.',
  several_keys: 'Name one key at a time.',
  unknown_word: 'There is a word here that the bot does not know.',
  too_long: 'This is too long to be a command. Write a shorter reason.',
  bad_period: `The period must be a whole number of days, ${PERIOD.least} to ${PERIOD.most}, written like “every 180 days”.`,
  no_reason: 'Switching rotation off needs a reason: write “because” and the reason at the end.',
  no_request: 'Which request? Name its id, which looks like R-7K2M9QXD.',
  bad_request:
    'This is not the id of a request. Ids look like R-7K2M9QXD, and stand at the foot of the card.',
  request_not_key:
    'This is the id of a request, and a key is wanted here. What became of a request is told by “history” and its id.',
  empty_reason:
    'Nothing stands after “because”, so nothing was done. Write the reason there, or leave the word out.',
  nothing_to_find: 'Which keys? Write a part of an alias, of an id or of an ARN, or an option.',
  bad_rotation: 'Rotation is either on or off: write “rotation on” or “rotation off”.',
  bad_region: 'This is not a Region of AWS: they look like eu-west-1.',
  bad_account: 'This is not an account of AWS: it has 12 digits.',
  bad_page: 'This is not the number of a page: write it like “page 2”.',
  bad_time:
    'This is not a time: write a day like 2026-11-01, a minute like “2026-11-01 09:30”, both of UTC, or how long ago, like 12h, 7d or 2w.',
  bad_person:
    'Slack did not make a person of this name: pick them from the list that opens after you type “@”.',
  bad_entry: 'This is not the number of an entry: they look like #1042.',
  option_twice: 'An option stands there twice: write each once.',
}

/** What was wrong with a command line, and how it goes. */
export function usage(problem: UsageProblem, row: HelpRow, command: string): View {
  const line = `${command} ${row.name} ${row.usage}`.trim()
  const sentence = `${PROBLEMS[problem]}${shapeOf(problem, row)}`
  return message([lines(`usage:${problem}`, [sentence], [bold('Usage: '), value(line, CLIP.value)])])
}

/** Which words are understood, where there were others; only some commands take a reason. */
function shapeOf(problem: UsageProblem, { usage }: HelpRow): string {
  if (problem !== 'several_keys' && problem !== 'unknown_word') return ''
  if (usage.includes('because')) return ' If the rest is your reason, write “because” before it.'
  return problem === 'unknown_word' && usage ? ' Write only what the usage names.' : ''
}

export function unknown(
  typed: string,
  nearest: string | undefined,
  rows: readonly HelpRow[],
  command: string,
): View {
  const meant = nearest ? [' Did you mean ', value(`${command} ${nearest}`, CLIP.value), '?'] : []
  return message([
    lines('unknown_command', ['There is no command ', value(typed, CLIP.name), '.', ...meant]),
    commands(rows, command),
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
      [bold('Example: '), value(`${command} ${example}`, CLIP.value)],
    ),
  ])
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

import type { HelpRow } from '../src/core/reply.ts'

/** What people type, in front of every line. */
const COMMAND = '/cckm'

/** docs/commands.md, made from the commands themselves. */
export function commandsPage(rows: readonly HelpRow[]): string {
  return [HEAD, commandsTable(rows), KEYS, ...rows.map(section), ''].join('\n\n').trimEnd().concat('\n')
}

/** The table of the README. */
export function commandsTable(rows: readonly HelpRow[]): string {
  const lines = rows.map((row) => `| \`${cell(lineOf(row))}\` | ${cell(row.summary)} |`)
  return ['| you type | what it does |', '| --- | --- |', ...lines].join('\n')
}

const START = '<!-- commands: written by `npm run commands` -->'
const END = '<!-- /commands -->'

/** A text with the table between its two marks. */
export function withTable(text: string, rows: readonly HelpRow[]): string {
  const [before, rest] = halves(text, START)
  const [, after] = halves(rest, END)
  return `${before}${START}\n${commandsTable(rows)}\n${END}${after}`
}

function halves(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark)
  if (at < 0) throw new Error(`the mark ${mark} is missing`)
  return [text.slice(0, at), text.slice(at + mark.length)]
}

const HEAD = `# Commands

Written by \`npm run commands\` from the commands in \`src/commands\`, as \`/cckm help\` and the hint in \`manifest.yml\` are. Square
brackets hold what may be left out, a bar stands between what may be chosen, and angle brackets hold what you put there.`

const KEYS = `A *key* is whatever you have at hand: an alias with or without \`alias/\`, an ARN of a key or an alias, an AWS key id (also
\`mrk-…\`), CipherTrust's id, or the address of the key in the AWS console or in CipherTrust. Quotes, code ticks, commas and
full stops around it do not matter, and neither does the order of options. A *request* is named by its id, which looks like
\`R-7K2M9QXD\`.`

function section(row: HelpRow): string {
  const notes = (row.notes ?? []).join(' ')
  const summary = `${row.summary.replace(/^./, (letter) => letter.toUpperCase())}.`
  return [
    `## ${row.name}`,
    `    ${lineOf(row)}`,
    [summary, notes].filter((text) => text !== '').join(' '),
    `For example: \`${COMMAND} ${row.example}\``,
  ].join('\n\n')
}

function lineOf({ name, usage }: HelpRow): string {
  return `${COMMAND} ${name} ${usage}`.trim()
}

/** In a table a bar would end the cell. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|')
}

import { type Key, keyName } from '../../core/key.ts'
import { parseKeyReference } from '../../core/key-reference.ts'
import type { Reply } from '../../core/reply.ts'
import { foundIn, type Sought } from '../../core/sought.ts'
import { bold, fact, type Inline, lines, listed, type View, value } from './blocks.ts'
import { moreButton } from './more.ts'
import { message } from './spoken.ts'
import { cell, table } from './table.ts'
import { CLIP } from './text.ts'
import { every } from './wish.ts'

type Found = Extract<Reply, { kind: 'found' }>

const COLUMNS = ['Key', 'Automatic rotation', 'Region', 'Account', 'State']
/** With them the rows of a page fit into one table, whatever is in them. */
const MOST = { name: 200, other: 30 } as const

/** A page of keys, and how to go on with one of them. */
export function foundKeys(found: Found, command: string): View {
  const { keys, sought } = found
  const [first] = keys
  if (!first) return nothing(found)
  const title = `${counted(found)}${filters(sought)}`
  const notes = [
    fact('To see one', value(`${command} show ${typable(first, keys)}`, CLIP.value)),
    ...(found.cut ? [[CUT]] : []),
  ]
  const around = (shown: View['blocks']): View['blocks'] => [
    lines('found', [bold(title), ...words(sought), '.']),
    ...shown,
    lines('notes', ...notes),
    ...moreButton('Show the next keys', found.more),
  ]
  const rows = keys.map((key) => row(key, sought))
  const shown = table('keys', { caption: 'Keys that were found', columns: COLUMNS, rows })
  const inLines = lines('keys', ...keys.map((key) => line(key, sought)))
  return { ...message(around([shown])), simpler: around([inLines]) }
}

const CUT =
  'There are more keys than were looked through, or some could not be read, so one may be missing here. Name a Region to look through fewer.'

/** Names that may have been meant. */
const NAMED = 3

/** A name that leads to this key alone, and can be typed: CipherTrust may know one that AWS would not give. */
function typable(key: Key, all: readonly Key[]): string {
  const name = keyName(key)
  const isOnly = all.filter((one) => [keyName(one), ...one.aliases].includes(name)).length === 1
  return isOnly && parseKeyReference(name) ? name : key.arn
}

function nothing(found: Found): View {
  const { sought, total, nearest } = found
  const none = total > 0 ? 'That page has no keys' : 'No key was found'
  return message([
    lines(
      'found',
      [bold(`${none}${filters(sought)}`), ...words(sought), '.'],
      ...(nearest.length > 0 ? [fact('Did you mean', ...names(nearest))] : []),
      [wayOut(found)],
    ),
  ])
}

function wayOut({ cut, total }: Found): string {
  if (cut) return CUT
  return total > 0
    ? `There are ${total} in all, on earlier pages: leave the page out to see the first.`
    : 'Try fewer letters or fewer options. A key that is new in AWS is found once CipherTrust has synced its account; the bot’s account must also be allowed to see it.'
}

function names(nearest: readonly string[]): readonly Inline[] {
  return listed(
    nearest.map((name) => value(name, CLIP.name)),
    NAMED,
  )
}

function counted({ first, keys, total }: Found): string {
  if (total > keys.length) return `Keys ${first + 1} to ${first + keys.length} of ${total}`
  return total === 1 ? '1 key' : `${total} keys`
}

/** Only what was read as one of few values stands here. */
function filters({ rotation, region, account }: Sought): string {
  return [
    rotation ? ` with rotation ${rotation}` : '',
    region ? ` in ${region}` : '',
    account ? ` of account ${account}` : '',
  ].join('')
}

function words({ text }: Sought): readonly Inline[] {
  return text ? [' for ', value(text, CLIP.value)] : []
}

function row(key: Key, sought: Sought) {
  const { region, account } = key
  return [
    cell(`${keyName(key)}${otherwise(key, sought)}`, MOST.name),
    ...[rotationOf(key), region, account, stateOf(key)].map((text) => cell(text, MOST.other)),
  ]
}

function line(key: Key, sought: Sought): readonly Inline[] {
  const { region, account } = key
  return [
    ...[
      '• ',
      value(`${keyName(key)}${otherwise(key, sought)}`, MOST.name),
      `: rotation ${rotationOf(key)}, `,
    ],
    ...[value(region, MOST.other), ', account ', value(account, MOST.other)],
    ...[', ', value(stateOf(key), MOST.other)],
  ]
}

/** What it was found by, where its row would not show why it is there. */
function otherwise(key: Key, { text }: Sought): string {
  const shown = [keyName(key), key.region, key.account]
  const found = text.split(' ').flatMap((word) => foundIn(key, word) ?? [])
  const others = [...new Set(found)].filter((name) => !shown.some((one) => one.includes(name)))
  return others.length > 0 ? ` (${others.join(', ')})` : ''
}

function rotationOf({ rotation: { on, periodDays } }: Key): string {
  if (!on) return 'off'
  return periodDays ? `on, ${every(periodDays)}` : 'on'
}

function stateOf({ gone, state }: Key): string {
  return gone ? 'gone from AWS' : state
}

import { closest, distance } from 'fastest-levenshtein'
import { bareWord } from '../core/bare-word.ts'
import { parseKeyReference } from '../core/key-reference.ts'
import type { Reply } from '../core/reply.ts'
import { type Command, lineOf } from './command.ts'
import { readRequestId } from './parse-request.ts'
import { mentioned } from './slack-tokens.ts'
import { LONGEST } from './typed.ts'

/** What people type for a command, and which they may mean: the first that can be read with what else they wrote. */
const MEANT: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    rotate: ['enable', 'on', 'start', 'switch-on', 'turn-on', 'rotation', 'request', 'ask'],
    'stop-rotation': ['disable', 'off', 'stop', 'switch-off', 'turn-off', 'unrotate'],
    'requests show history': ['status', 'state', 'check'],
    'requests find': ['list', 'ls', 'queue', 'pending', 'open'],
    'show history': ['info', 'get', 'describe', 'key', 'inspect', 'view'],
    find: ['search', 'lookup', 'keys', 'grep', 'where'],
    history: ['log', 'logs', 'audit', 'trail', 'events'],
    approve: ['ok', 'okay', 'yes', 'accept', 'confirm', 'lgtm'],
    deny: ['no', 'reject', 'decline', 'refuse'],
    withdraw: ['cancel', 'undo', 'revoke', 'abort', 'remove', 'delete'],
    whoami: ['me', 'who', 'id', 'whois', 'permissions', 'rights'],
    help: ['?', 'h', 'man', 'usage', 'commands', 'hi', 'hello', 'version'],
  }).flatMap(([names, typed]) => typed.map((word) => [word, names.split(' ')] as const)),
)

/** A line that begins with no command: the nearest one is named, with what else was written if it can be read so. */
export function unknownCommand(line: string, all: readonly Command[]): Reply {
  const [typed = ''] = line.split(/\s+/, 1)
  // Nobody means a command by a line that is longer than all of them.
  const nearest = line.length > LONGEST ? undefined : nearestTo(line, all)
  return { kind: 'unknown_command', typed, ...(nearest ? { nearest } : {}), help: all }
}

interface Reading {
  readonly names: readonly string[]
  readonly words: string
}

function nearestTo(line: string, all: readonly Command[]): string | undefined {
  const { names, words } = bare(line) ?? inside(line, all) ?? misspelt(line, all)
  const commands = names.flatMap((name) => all.find((command) => command.name === name) ?? [])
  const readable = commands.flatMap((command) => {
    const parsed = command.parse(words)
    return parsed.ok ? [lineOf(command, parsed.what)] : []
  })
  return readable[0] ?? commands[0]?.name
}

/** Only what a command is about. A plain word could be anything. */
function bare(line: string): Reading | null {
  const [word = ''] = line.split(/\s+/, 1)
  if (readRequestId(word) || mentioned(line)) return { names: ['history'], words: line }
  const looks = /[^/][:/].|^[`"“(]*(?:mrk-|[0-9a-f]{8}-)/i.test(word)
  const isKey = looks && parseKeyReference(word) !== null
  return isKey ? { names: ['show', 'find'], words: line } : null
}

/** Words that people write before a command. */
const FIRST_WORDS = 3

function inside(line: string, all: readonly Command[]): Reading | null {
  const words = line.split(/\s+/)
  const at = words.findIndex((word, index) => index < FIRST_WORDS && nameIn(word, all))
  const name = at < 0 ? undefined : nameIn(words[at] ?? '', all)
  return name ? { names: [name], words: words.slice(at + 1).join(' ') } : null
}

function nameIn(word: string, all: readonly Command[]): string | undefined {
  return all.find(({ name }) => name === plain(word))?.name
}

/** As somebody types it who thinks of a command line: `--help`, `/rotate`, `rotate:`. */
function plain(word: string): string {
  return bareWord(word.replace(/^[-/]+/, '').replace(/:$/, '')).toLowerCase()
}

const LIKELY_TYPO = 2
/** Any word is near to one of fewer letters. */
const MISSPELT_FROM = 4

function misspelt(line: string, all: readonly Command[]): Reading {
  const [word = ''] = line.split(/\s+/, 1)
  const typed = word === '?' ? word : plain(word)
  const words = line.slice(word.length).trim()
  const meant = MEANT.get(typed)
  if (meant) return { names: meant, words }
  const known = [...all.map(({ name }) => name), ...MEANT.keys()]
  const begun = typed.length > 1 ? known.find((name) => name.startsWith(typed)) : undefined
  const long = known.filter((name) => name.length >= MISSPELT_FROM)
  const nearest = begun ?? closest(typed, long)
  const far = distance(typed, nearest)
  if (begun === undefined && (far > LIKELY_TYPO || far >= typed.length - 1)) return { names: [], words }
  return { names: MEANT.get(nearest) ?? [nearest], words }
}

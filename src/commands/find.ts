import { bareWord } from '../core/bare-word.ts'
import type { Sought } from '../core/sought.ts'
import { ROLES } from '../core/standing.ts'
import { findKeys } from '../usecases/find-keys.ts'
import { type Command, lineOf, problem, reads } from './command.ts'
import { type Option, oneWord, optionIn, printOptions, takeOptions } from './options.ts'
import { asSeen } from './slack-tokens.ts'
import { asTyped } from './typed.ts'

interface Finding extends Sought {
  readonly page: number
}

const ON_OFF = new Map([
  ['on', 'on'],
  ['enabled', 'on'],
  ['off', 'off'],
  ['disabled', 'off'],
])

const OPTIONS: readonly Option[] = [
  {
    names: ['rotation'],
    read: oneWord((word) => ON_OFF.get(word.toLowerCase()) ?? null),
    problem: 'bad_rotation',
  },
  { names: ['region'], read: oneWord(readRegion), problem: 'bad_region' },
  { names: ['account'], read: oneWord(readAccount), problem: 'bad_account' },
  { names: ['page'], read: oneWord((word) => /^[1-9]\d{0,3}$/.exec(word)?.[0] ?? null), problem: 'bad_page' },
]

export const find: Command<Finding> = {
  name: 'find',
  usage: '<text> [rotation on|off] [region <region>] [account <account>]',
  summary: 'lists the keys with this text in an alias, a key id, a tag, the account or the Region',
  example: 'find payments rotation off region eu-west-1',
  notes: [
    'Of several words, each must be there. With an option the text may be left out.',
    'Options may stand in any order. Rotation is told as CipherTrust last read it from AWS.',
  ],
  does: reads,
  roles: ROLES,
  parse(words) {
    const taken = takeOptions(words, OPTIONS)
    if (!taken.ok) return taken
    const { values, rest } = taken
    const text = asSeen(rest.join(' ')).split(/\s+/).map(bareWord).filter(Boolean).join(' ')
    const [rotation, region, account] = ['rotation', 'region', 'account'].map((name) => values.get(name))
    if (!(text || rotation || region || account)) return problem('nothing_to_find')
    return {
      ok: true,
      what: {
        ...{ text, page: Number(values.get('page') ?? 1) },
        ...(rotation ? { rotation: rotation === 'on' ? 'on' : 'off' } : {}),
        ...(region ? { region } : {}),
        ...(account ? { account } : {}),
      },
    }
  },
  print({ text, page, rotation, region, account }) {
    const words = text.split(' ').map((word) => (optionIn(word, OPTIONS) ? `"${word}"` : word))
    const options = { rotation, region, account, page: page > 1 ? page : undefined }
    return `${words.join(' ')}${printOptions(options)}`.trim()
  },
  async run({ ciphertrust }, _call, { page, ...sought }) {
    const found = await findKeys({ ciphertrust }, sought, page)
    if (found.kind === 'refused') return found
    const { next, ...shown } = found
    const more = next === null ? null : asTyped(lineOf(find, { ...sought, page: next }))
    return { ...shown, more }
  },
}

/** As AWS names Regions: eu-west-1, us-gov-east-1, ap-southeast-5. */
function readRegion(word: string): string | null {
  return /^[a-z]{2,3}(?:-[a-z]+)+-\d{1,2}$/.exec(word.toLowerCase())?.[0] ?? null
}

/** 12 digits, which AWS's console shows in groups of four. */
function readAccount(word: string): string | null {
  return /^\d{12}$/.exec(word.replaceAll('-', ''))?.[0] ?? null
}

import { bareWord } from '../core/bare-word.ts'
import { type Command, problem, reads } from './command.ts'
import { LONGEST } from './typed.ts'
import { unknownCommand } from './unknown-command.ts'

/** The name of the command that is asked about; none: all of them. */
type About = string | null

export const help: Command<About> = {
  name: 'help',
  usage: '[<command>]',
  summary: 'shows this list, or one command with an example',
  example: 'help rotate',
  does: reads,
  roles: null,
  parse(words) {
    if (words.length > LONGEST) return problem('too_long')
    const [word = ''] = words.split(/\s+/, 1)
    const name = bareWord(word).toLowerCase()
    return { ok: true, what: name === '' ? null : name }
  },
  print: (about) => about ?? '',
  async run(_deps, { all }, about) {
    if (about === null) return { kind: 'help', help: all }
    const row = all.find(({ name }) => name === about)
    return row ? { kind: 'help_on', help: row } : unknownCommand(about, all)
  },
}

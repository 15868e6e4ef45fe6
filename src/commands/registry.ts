import type { Command } from './command.ts'
import { help } from './help.ts'
import { rotate } from './rotate.ts'
import { show } from './show.ts'
import { whoami } from './whoami.ts'

/** Every subcommand, in the order that help shows. */
export const COMMANDS: readonly Command[] = [
  rotate, //
  show,
  whoami,
  help,
]

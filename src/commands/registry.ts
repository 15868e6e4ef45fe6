import { approve } from './approve.ts'
import type { Command } from './command.ts'
import { deny } from './deny.ts'
import { find } from './find.ts'
import { help } from './help.ts'
import { history } from './history.ts'
import { requests } from './requests.ts'
import { rotate } from './rotate.ts'
import { show } from './show.ts'
import { stopRotation } from './stop-rotation.ts'
import { whoami } from './whoami.ts'
import { withdraw } from './withdraw.ts'

/** Every subcommand, in the order that help shows. */
export const COMMANDS: readonly Command[] = [
  rotate, //
  stopRotation,
  find,
  show,
  requests,
  approve,
  deny,
  withdraw,
  history,
  whoami,
  help,
]

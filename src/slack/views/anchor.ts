import { type Anchor, anchorText } from '../../core/anchor.ts'
import { context, lines, type View } from './blocks.ts'
import { message } from './spoken.ts'

export interface AnchorOptions {
  /** A label of this installation, where several share a channel. */
  readonly instance?: string
}

/** The day's anchor, for whoever sees it in the channel and for whoever compares the log with it later. */
export function anchorMessage(anchor: Anchor, { instance }: AnchorOptions): View {
  return message([
    lines('anchor', [anchorText(anchor)], [WHAT], [TO_DO]),
    ...(instance === undefined ? [] : [context('foot', instance)]),
  ])
}

const WHAT =
  'The fingerprint of everything that this bot has recorded so far, posted once a day when there is something new.'
const TO_DO =
  'Nothing is to be done. Please leave it here: whoever checks the audit log later sees by it whether an older entry was changed or removed.'

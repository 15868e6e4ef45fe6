import { createHash } from 'node:crypto'

/** How a text that a person wrote stands to the hash of it that the log keeps. */
export type Standing = 'as_written' | 'edited' | 'gone' | 'unhashed'

export function standingOf(text: string | undefined, hash: string | undefined): Standing {
  if (hash === undefined) return 'unhashed'
  if (text === undefined) return 'gone'
  return createHash('sha256').update(text, 'utf8').digest('hex') === hash ? 'as_written' : 'edited'
}

/** Said behind a text. */
export const STANDING: Readonly<Record<Standing, string>> = {
  as_written: 'its SHA-256 stands in the log, so this is what was written',
  edited: 'WARNING: the log has the SHA-256 of another text, so this was edited',
  gone: 'WARNING: the log has the SHA-256 of a text that is no longer there',
  unhashed: 'the log keeps no hash of it, so compare it with the card in Slack',
}

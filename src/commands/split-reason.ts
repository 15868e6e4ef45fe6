import { visible } from '../core/invisible.ts'

/** `<names> because <reason>`, apart. */
export interface Split {
  readonly names: readonly string[]
  /** Empty where nothing is written that can be read. */
  readonly reason: string
}

export function splitReason(words: string): Split {
  const [, before = '', after = ''] = /^(.*?)(?:(?:^|\s+)because[:,]?(?:\s+(.*))?)?$/is.exec(words) ?? []
  return { names: before.split(/\s+/).filter((word) => word !== ''), reason: readable(after) }
}

/** Braille's blank is no space to Unicode, and looks like one. */
const BLANK = /^[\s\u2800]*$/u

/** Else an empty reason would pass for one, and a ticket be read as another than is shown. */
function readable(text: string): string {
  const seen = visible(text).trim()
  return BLANK.test(seen) ? '' : seen
}

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

// They would let an empty reason pass for one, and a ticket be read as another than is shown.
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu
/** Braille's blank is no space to Unicode, and looks like one. */
const BLANK = /^[\s\u2800]*$/u

function readable(text: string): string {
  const seen = text.replace(INVISIBLE, '').trim()
  return BLANK.test(seen) ? '' : seen
}

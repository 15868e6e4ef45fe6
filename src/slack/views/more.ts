import type { KnownBlock } from '@slack/types'
import { buttons } from './blocks.ts'

/** The button that gets the next page. Its value is the line that gets it: nothing is kept of what was shown. */
export const MORE = 'more'

/** https://docs.slack.dev/reference/block-kit/block-elements/button-element */
const LONGEST_VALUE = 2_000

export function moreButton(label: string, line: string | null): readonly KnownBlock[] {
  if (line === null || line.length > LONGEST_VALUE) return []
  return [buttons('more', { action: MORE, label, aloud: label, about: line })]
}

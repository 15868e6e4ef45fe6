/** The first word of what was typed, and the rest. */
export interface Typed {
  readonly name: string
  readonly words: string
}

/** Longer than any command; Slack itself would deliver far more. */
export const LONGEST = 2_000

/** Undoes Slack's escaping (`should_escape`), once, before anything else reads the text, and splits off the name. */
export function readTyped(text: string): Typed {
  const plain = text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&').trim()
  const [name = ''] = plain.split(/\s+/, 1)
  return { name: name.toLowerCase(), words: plain.slice(name.length).trim() }
}

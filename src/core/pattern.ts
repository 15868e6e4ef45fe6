const ANY = '*'
const ONE = '?'

/** Whether a pattern names a text: `*` is any characters, `/` and none included, `?` exactly one, as in IAM. */
export function matches(pattern: string, text: string): boolean {
  return consumes(
    normal(pattern),
    Array.from(text),
    (wanted, character) => wanted === ONE || wanted === character,
  )
}

/**
 * Whether every text that `narrow` names is named by `wide` too. A yes is always right; a no may be wrong where `?` and `*`
 * stand side by side.
 */
export function covers(wide: string, narrow: string): boolean {
  // What `*` of the narrow one stands for can be any text, so only a `*` of the wide one takes it.
  return consumes(
    normal(wide),
    normal(narrow),
    (wanted, part) => part !== ANY && (wanted === ONE || wanted === part),
  )
}

/** One spelling of each pattern: in a row of wildcards every `?` comes first, then one `*`. */
function normal(pattern: string): readonly string[] {
  return Array.from(
    pattern.replace(/[*?]+/g, (row) => row.replaceAll(ANY, '') + (row.includes(ANY) ? ANY : '')),
  )
}

/** Greedy, with one place to come back to: no pattern takes longer than its length times that of the text. */
function consumes(
  pattern: readonly string[],
  text: readonly string[],
  takes: (wanted: string | undefined, part: string | undefined) => boolean,
): boolean {
  let at = 0
  let star = -1
  let from = 0
  for (let read = 0; read < text.length; ) {
    const wanted = pattern[at]
    if (wanted === ANY) {
      star = at++
      from = read
    } else if (takes(wanted, text[read])) {
      at++
      read++
    } else if (star >= 0) {
      at = star + 1
      read = ++from
    } else return false
  }
  return pattern.slice(at).every((rest) => rest === ANY)
}

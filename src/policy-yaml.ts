import { type Document, parseDocument, visit, type YAMLError } from 'yaml'
import { lineAt, type Problem } from './policy-places.ts'

export type ReadYaml =
  | { readonly ok: true; readonly document: Document; readonly content: unknown }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/** Reads one YAML document. What a person has to know of a mistake is said in words that ask for no knowledge of YAML. */
export function readYaml(text: string): ReadYaml {
  // The library would print warnings of its own otherwise.
  const document = parseDocument(text, { prettyErrors: false, logLevel: 'error' })
  const tab = document.errors.map(({ pos }) => indentedByTab(text, pos[0])).find((offset) => offset !== null)
  if (tab !== undefined && tab !== null) return wrong([{ offset: tab, sentence: TAB }])
  if (document.errors.length > 0)
    return wrong(
      firstOfEachLine(document.errors, text).map((error) => ({
        offset: offsetFor(error, text, document),
        sentence: sentenceFor(error, text, document),
      })),
    )
  const odd = unsafe(document)
  if (odd.length > 0) return wrong(odd)
  try {
    return { ok: true, document, content: document.toJS() }
  } catch {
    return wrong(unfollowed(document))
  }
}

const TAB = 'this line begins with a tab, which YAML does not take: use spaces'
const LOST =
  '* refers to another place in YAML, and leads nowhere here: write a pattern in quotes, such as "alias/*"'
const NO_COLON = 'this is not YAML: behind the name of a field a colon is missing, or the blank after it'
const TOO_FAR = 'references (*) lead too far here: write the values out'

/** A YAML of another version reads the same text as something else, and a name of JavaScript's own would be lost unseen. */
function unsafe(document: Document): readonly Problem[] {
  const directive = document.directives?.yaml.explicit
    ? [{ offset: 0, sentence: 'a policy has no directives: take the line out that begins with %' }]
    : []
  const names: Problem[] = []
  visit(document, {
    Alias: (key, { range }) => {
      if (key === 'key') names.push({ offset: range?.[0] ?? 0, sentence: LOST })
    },
    Scalar: (key, { value, range }) => {
      if (key === 'key' && value === '__proto__')
        names.push({ offset: range?.[0] ?? 0, sentence: '__proto__ cannot be a name here: take it out' })
    },
  })
  return [...directive, ...names]
}

function wrong(problems: readonly Problem[]): ReadYaml {
  return { ok: false, problems }
}

/** Where the tab stands that the line of a mistake is indented by; null where there is none. */
function indentedByTab(text: string, offset: number): number | null {
  const start = text.lastIndexOf('\n', offset - 1) + 1
  const indentation = /^[ \t-]*/.exec(text.slice(start))?.[0] ?? ''
  const tab = indentation.indexOf('\t')
  return tab < 0 ? null : start + tab
}

/** What follows one mistake in a line is mostly its echo. */
function firstOfEachLine(errors: readonly YAMLError[], text: string): readonly YAMLError[] {
  const seen = new Set<number>()
  return [...errors]
    .sort((a, b) => a.pos[0] - b.pos[0])
    .filter(({ pos }) => {
      const { line } = lineAt(text, pos[0])
      return !seen.has(line) && seen.add(line)
    })
}

/** What is not closed is noticed far behind it. */
function offsetFor({ message, pos }: YAMLError, text: string, document: Document): number {
  if (message.startsWith('Flow')) return text.slice(0, pos[0]).trimEnd().length
  return message.startsWith('Missing closing') ? lastQuoted(document) : pos[0]
}

function lastQuoted(document: Document): number {
  let offset = 0
  visit(document, {
    Scalar: (_, { type, range }) => {
      if (type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE') offset = range?.[0] ?? offset
    },
  })
  return offset
}

function sentenceFor(error: YAMLError, text: string, document: Document): string {
  const character = text[error.pos[0]] ?? ''
  switch (error.code) {
    case 'DUPLICATE_KEY':
      return `${keyAt(document, error.pos[0])} is written twice: keep one of the two`
    case 'MULTIPLE_DOCS':
      return 'a second document begins here: keep one policy in a file, without --- between its parts'
    case 'BAD_ALIAS':
      return LOST
    case 'BAD_SCALAR_START':
      return `this is not YAML: a text that begins with ${character} must be in quotes`
    case 'BLOCK_AS_IMPLICIT_KEY':
      return 'this is not YAML: a text with a colon must be in quotes, and each field in a line of its own'
    case 'MULTILINE_IMPLICIT_KEY':
      return NO_COLON
    case 'BAD_INDENT':
      return error.message.startsWith('Flow')
        ? `this is not YAML: a list or mapping is not closed: add ${error.message.at(-1)}`
        : 'this is not YAML: the fields of one mapping must begin in the same column'
    case 'RESOURCE_EXHAUSTION':
      return 'too many lists or mappings stand in one another: write them out side by side'
    default:
      return wordsOf(error.message)
  }
}

function wordsOf(message: string): string {
  if (/^Missing closing "/.test(message)) return 'a text is not closed: add its second "'
  if (/^Missing closing '/.test(message)) return "a text is not closed: add its second '"
  if (/^Missing ,/.test(message)) return 'this is not YAML: a comma or a colon is missing'
  if (/^Implicit map keys/.test(message)) return NO_COLON
  const words = message
    .replace(/\n.*/s, '')
    .replace(/^[A-Z](?![A-Z])/, (letter) => letter.toLowerCase())
    .replace(/^unexpected \S+ token in YAML stream: /, 'unexpected ')
  return `this is not YAML: ${words}: mend it, or put the text in quotes`
}

function keyAt(document: Document, offset: number): string {
  let found = 'a field'
  visit(document, {
    Scalar: (key, scalar) => {
      if (key === 'key' && scalar.range?.[0] === offset) found = String(scalar.value)
    },
  })
  return found
}

/** The references that cannot be followed: those without an anchor before them, else the first, as there are too many. */
function unfollowed(document: Document): readonly Problem[] {
  const anchors = new Set<string>()
  const aliases: { readonly offset: number; readonly lost: boolean }[] = []
  visit(document, {
    Value: (_, { anchor }) => {
      if (anchor !== undefined) anchors.add(anchor)
    },
    Alias: (_, { source, range }) => {
      aliases.push({ offset: range?.[0] ?? 0, lost: !anchors.has(source) })
    },
  })
  const lost = aliases.filter((alias) => alias.lost)
  return lost.length > 0
    ? lost.map(({ offset }) => ({ offset, sentence: LOST }))
    : [{ offset: aliases[0]?.offset ?? 0, sentence: TOO_FAR }]
}

import type { Block } from '../../wire.ts'
import { type Fields, isFields } from './element-value.ts'

/**
 * The block with its texts spelled so that slack-blocks-to-jsx draws what Slack draws. The library reads every text as
 * Markdown, `plain_text` included, and takes escapes back before it looks for links and mentions: what somebody typed
 * would look like formatting, and what an app escaped like a real mention.
 */
export function asMarkdown(block: Block): Block {
  // The title of a picture is the one text that it draws as it is.
  return block.type === 'image' ? block : { ...spelled(block), type: block.type }
}

function spelled(fields: Fields): Fields {
  const { type, text, emoji } = fields
  if (type === 'raw_text') return { ...fields, text: literal(unescaped(String(text)), false) }
  if (type === 'plain_text') return { ...fields, text: literal(unescaped(String(text)), emoji !== false) }
  // With `verbatim` the library formats nothing at all; Slack only does not look for more links.
  if (type === 'mrkdwn') return { ...fields, verbatim: false, text: fromMrkdwn(String(text)) }
  // The styles of rich text are apart from its words, and the library draws these as they are.
  if (type === 'rich_text' || type === 'markdown') return fields
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, inside(value)]))
}

function inside(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inside)
  return isFields(value) ? spelled(value) : value
}

const PUNCTUATION = /[!-/:-@[-`{-~]/g
const ENTITIES: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' }

// In code Markdown knows no character references: an invisible word joiner keeps a `<` from beginning anything.
const IN_CODE = { '&lt;': '<\u2060', '&gt;': '>' }
const IN_TEXT = { '&lt;': '&#60;', '&gt;': '&#62;' }
const CODE = /(```[\s\S]+?```|`[^`\n]+`)/

// Of Markdown, not of mrkdwn: headings, rules, links with their words in front, and the backslash.
const FOREIGN = /^[ \t]*[#=+-](?=[#=+ -])|[[\]\\]/gm

// The library knows a group by its id alone; its name is looked up.
const GROUP = /<!subteam\^(\w+)\|[^<>]*>/g

function fromMrkdwn(text: string): string {
  const parts = text.replace(GROUP, '<!subteam^$1>').split(CODE)
  const change = (part: string, words: Readonly<Record<string, string>>) =>
    part.replace(/&[lg]t;/g, (entity) => words[entity] ?? entity)
  return parts
    .map((part, index) =>
      index % 2 === 1 ? change(part, IN_CODE) : change(quotes(part).replace(FOREIGN, referenced), IN_TEXT),
    )
    .join('')
}

/** A `>` at the beginning of a line quotes, escaped or not. */
function quotes(part: string): string {
  return part.replace(/^&gt;/gm, '>')
}

function literal(text: string, emoji: boolean): string {
  return text.replace(PUNCTUATION, (character) => (emoji && character === ':' ? ':' : referenced(character)))
}

function referenced(text: string): string {
  return text.replace(PUNCTUATION, (character) => `&#${character.charCodeAt(0)};`)
}

function unescaped(text: string): string {
  return text.replace(/&(?:lt|gt|amp);/g, (entity) => ENTITIES[entity] ?? entity)
}

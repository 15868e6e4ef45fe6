import type { DataTableBlock, KnownBlock, RichTextElement } from '@slack/types'
import type { Inline, View } from './blocks.ts'
import { escaped } from './text.ts'

interface Lead {
  /** Comes first, for notifications, which show no more than the beginning. Its strings are mrkdwn already. */
  readonly lead: readonly (string | readonly Inline[])[]
  /** Blocks that it says already, by their ids, or by their type where they have none. */
  readonly but: readonly string[]
}

/**
 * A message whose text says what its blocks say: where there is a text, screen readers read nothing else.
 * https://docs.slack.dev/block-kit/accessibility
 */
export function message(blocks: KnownBlock[], { lead, but }: Lead = { lead: [], but: [] }): View {
  const first = lead.flatMap((part) => (typeof part === 'string' ? [part] : part.map(inline)))
  const said = blocks.filter(({ type, block_id }) => !but.includes(block_id ?? type)).flatMap(pieces)
  return { text: joined([...first, ...(first.length > 0 ? ['\n'] : []), ...said]).trim(), blocks }
}

/** An update may be no longer than 4,000 characters; a piece more or less says nothing that is not in the blocks. */
const MOST = 3_000

function joined(parts: readonly string[]): string {
  let text = ''
  for (const part of parts) {
    if (text.length + part.length > MOST) return `${text}…`
    text += part
  }
  return text
}

/** Buttons are read where they stand. */
function pieces(block: KnownBlock): readonly string[] {
  switch (block.type) {
    case 'header':
      return [escaped(block.text.text), '\n']
    case 'rich_text':
      return [
        ...block.elements.flatMap(({ elements }) =>
          elements.flatMap((part) => ('elements' in part ? [] : [piece(part)])),
        ),
        '\n',
      ]
    case 'data_table':
      return [
        escaped(block.caption),
        '\n',
        ...block.rows.flatMap((row) => [
          ...row.flatMap((cell, n) => [n > 0 ? ', ' : '', ...cellPieces(cell)]),
          '\n',
        ]),
      ]
    case 'context':
      return block.elements.flatMap((element) => ('text' in element ? [escaped(element.text), '\n'] : []))
    default:
      return []
  }
}

function cellPieces(cell: DataTableBlock['rows'][number][number]): readonly string[] {
  return cell.type === 'rich_text' ? pieces(cell).slice(0, -1) : [escaped(String(cell.text))]
}

function inline(part: Inline): string {
  return typeof part === 'string' ? escaped(part) : piece(part)
}

function piece(part: RichTextElement): string {
  switch (part.type) {
    case 'text':
      return escaped(part.text)
    case 'user':
      return `<@${part.user_id}>`
    case 'usergroup':
      return `<!subteam^${part.usergroup_id}>`
    case 'channel':
      return `<#${part.channel_id}>`
    case 'date':
      return `<!date^${part.timestamp}^${part.format}|${part.fallback}>`
    case 'link':
      return linked(part.url, part.text ?? part.url)
    default:
      return ''
  }
}

/** An address with a character that ends one in mrkdwn is left out. */
function linked(url: string, text: string): string {
  return /[<>|]/.test(url) ? escaped(text) : `<${escaped(url)}|${escaped(text)}>`
}

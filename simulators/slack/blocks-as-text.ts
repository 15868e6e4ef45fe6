import { type Fields, isRecord } from './json.ts'
import { mrkdwnAsText, type NameOf } from './mrkdwn-as-text.ts'
import { richTextAsText } from './rich-text-as-text.ts'

/** Blocks as plain readable lines; ids in mentions become names where `nameOf` knows them. */
export function blocksAsText(blocks: readonly unknown[], nameOf?: NameOf): string {
  return blocks
    .filter(isRecord)
    .flatMap((block) => blockLines(block, nameOf))
    .filter((line) => line !== '')
    .join('\n')
}

function blockLines(block: Fields, nameOf?: NameOf): string[] {
  switch (block.type) {
    case 'header':
      return [textOf(block.text, nameOf)]
    case 'divider':
      return ['---']
    case 'section':
      return [
        textOf(block.text, nameOf),
        ...records(block.fields).map((field) => textOf(field, nameOf)),
        elementOf(block.accessory, nameOf),
      ]
    case 'context':
    case 'actions':
      return [
        records(block.elements)
          .map((element) => elementOf(element, nameOf))
          .join(' '),
      ]
    case 'rich_text':
      return richTextAsText(records(block.elements), nameOf)
    case 'input':
      return [`${textOf(block.label, nameOf)}: ${elementOf(block.element, nameOf)}`]
    case 'image':
      return [elementOf(block, nameOf)]
    case 'data_table':
    case 'table':
      return [String(block.caption ?? ''), ...rowsOf(block.rows, nameOf)]
    default:
      return [`[${String(block.type)}]`]
  }
}

function rowsOf(rows: unknown, nameOf?: NameOf): string[] {
  const cells = (row: unknown) =>
    records(row).map((cell) =>
      cell.type === 'rich_text'
        ? richTextAsText(records(cell.elements), nameOf).join(' ')
        : String(cell.text ?? cell.value ?? ''),
    )
  return Array.isArray(rows) ? rows.map((row) => cells(row).join(' | ')) : []
}

function elementOf(element: unknown, nameOf?: NameOf): string {
  if (!isRecord(element)) return ''
  if (element.type === 'button') return `[${textOf(element.text, nameOf)}]`
  if (element.type === 'image') return `[image: ${String(element.alt_text ?? '')}]`
  if (element.type === 'plain_text_input') return `[${String(element.initial_value ?? '')}]`
  return textOf(element, nameOf) || `[${String(element.type)}]`
}

function textOf(object: unknown, nameOf?: NameOf): string {
  if (!isRecord(object) || typeof object.text !== 'string') return ''
  return object.type === 'mrkdwn' ? mrkdwnAsText(object.text, nameOf) : object.text
}

function records(value: unknown): Fields[] {
  return Array.isArray(value) ? value.filter(isRecord) : []
}

import { type Fields, isRecord } from './json.ts'
import type { NameOf } from './mrkdwn-as-text.ts'

/** The elements of a rich_text block, one line each; lists and quotes with their marks. */
export function richTextAsText(elements: readonly Fields[], nameOf: NameOf = () => undefined): string[] {
  return elements.flatMap((element) => {
    const parts = childrenOf(element)
    switch (element.type) {
      case 'rich_text_list':
        return parts.map((item, index) => {
          const mark = element.style === 'ordered' ? `${index + 1}.` : '•'
          return `${mark} ${inlineText(childrenOf(item), nameOf)}`
        })
      case 'rich_text_quote':
        return inlineText(parts, nameOf)
          .split('\n')
          .map((line) => `> ${line}`)
      default:
        return [inlineText(parts, nameOf)]
    }
  })
}

function inlineText(parts: readonly Fields[], nameOf: NameOf): string {
  return parts.map((part) => partText(part, nameOf)).join('')
}

function partText(part: Fields, nameOf: NameOf): string {
  const named = (mark: string, id: unknown) => `${mark}${nameOf(String(id)) ?? String(id)}`
  switch (part.type) {
    case 'link':
      return part.text ? `${String(part.text)} (${String(part.url)})` : String(part.url)
    case 'user':
      return named('@', part.user_id)
    case 'usergroup':
      return named('@', part.usergroup_id)
    case 'channel':
      return named('#', part.channel_id)
    case 'broadcast':
      return `@${String(part.range)}`
    case 'emoji':
      return `:${String(part.name)}:`
    case 'date':
      return String(part.fallback ?? new Date(Number(part.timestamp) * 1000).toISOString())
    case 'color':
      return String(part.value)
    default:
      return String(part.text ?? '')
  }
}

function childrenOf(element: Fields): Fields[] {
  return Array.isArray(element.elements) ? element.elements.filter(isRecord) : []
}

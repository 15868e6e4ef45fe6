import { type Names, who } from '../audit/who.ts'
import type { Inline } from '../slack/views/blocks.ts'

/** The words of a card where there is no Slack: people by their names and ids, times in UTC. */
export function inlineText(inlines: readonly Inline[], names: Names): string {
  return inlines.map((inline) => (typeof inline === 'string' ? inline : piece(inline, names))).join('')
}

function piece(part: Exclude<Inline, string>, names: Names): string {
  switch (part.type) {
    case 'text':
      return part.style?.code ? `“${part.text}”` : part.text
    case 'user':
      return who(part.user_id, names)
    case 'date':
      return part.fallback ?? ''
    case 'link':
      return part.text ?? part.url
    case 'channel':
      return part.channel_id
    case 'usergroup':
      return part.usergroup_id
    default:
      return ''
  }
}

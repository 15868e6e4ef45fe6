/** The name behind a user, channel or group id, where it is known. */
export type NameOf = (id: string) => string | undefined

/** mrkdwn as a reader sees it, without its styling: mentions by name, links as `label (url)`. */
export function mrkdwnAsText(text: string, nameOf: NameOf = () => undefined): string {
  return unescapeText(text.replace(/<([^<>]+)>/g, (_whole, inside: string) => tokenAsText(inside, nameOf)))
}

function tokenAsText(inside: string, nameOf: NameOf): string {
  const bar = inside.indexOf('|')
  const target = bar < 0 ? inside : inside.slice(0, bar)
  const label = bar < 0 ? '' : inside.slice(bar + 1)
  if (target.startsWith('@')) return `@${label || nameOf(target.slice(1)) || target.slice(1)}`
  if (target.startsWith('#')) return `#${label || nameOf(target.slice(1)) || target.slice(1)}`
  if (target.startsWith('!subteam^')) {
    const id = target.slice('!subteam^'.length)
    return label || `@${nameOf(id) ?? id}`
  }
  if (target.startsWith('!')) return label || `@${target.slice(1)}`
  return label ? `${label} (${target})` : target
}

function unescapeText(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}

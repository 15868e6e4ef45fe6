/**
 * What Slack makes of a name, a channel or an address within a line: `<@U1|ann>`, `<#C1|audit>`, `<!subteam^S1|@sec>`,
 * `<https://…|label>`. https://docs.slack.dev/messaging/formatting-message-text
 */
const TOKEN = /<(@|#|!subteam\^|(?=https?:|mailto:))([^<>|]+)(?:\|([^<>]*))?>/g

/** A line as its writer saw it. A token within a token is read too, so that nothing is left to be read another time. */
export function asSeen(text: string): string {
  const seen = text.replace(TOKEN, (_whole, sign: string, id: string, label = '') => word(sign, id, label))
  return seen === text ? text : asSeen(seen)
}

function word(sign: string, id: string, label: string): string {
  switch (sign) {
    case '@':
      return `@${label || id}`
    case '#':
      return `#${label || id}`
    case '!subteam^':
      return label || `@${id}`
    default:
      return address(id, label)
  }
}

/** Slack also links what only looks like an address: then the label is what was typed. */
function address(url: string, label: string): string {
  const bare = url.replace(/^(?:https?:\/\/|mailto:)/, '')
  if (!label) return url
  return label === url || label === bare ? label : `${label} (${url})`
}

/** The person of a mention that stands alone, as Slack writes one. */
export function mentioned(word: string): string | null {
  return /^<@([UW][A-Z0-9]{2,})(?:\|[^<>]*)?>$/.exec(word)?.[1] ?? null
}

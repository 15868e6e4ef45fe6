const TOKEN = /<(?:@[UW]|#C|!subteam\^S)[A-Z0-9]+(?:\|[^<>|]*)?>/g

/**
 * What `should_escape: true` makes of a typed text: `&`, `<` and `>` as entities, while the mentions that
 * Slack's own input box makes (`<@U…|name>`, `<#C…|name>`, `<!subteam^S…|@name>`) stay as they are.
 */
export function escapeTyped(text: string): string {
  const between = text.split(TOKEN).map(escapeCharacters)
  const tokens = text.match(TOKEN) ?? []
  return between.map((part, index) => part + (tokens[index] ?? '')).join('')
}

function escapeCharacters(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

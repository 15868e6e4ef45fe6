import { visible } from '../../core/invisible.ts'

/** How much of an untrusted text a card shows. Slack's own limits are far above and are held by its simulator. */
export const CLIP = { name: 100, value: 250, reason: 600 } as const

const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}]+/gu

/**
 * The one way untrusted text (aliases, descriptions, reasons, names, what was typed) becomes part of a message: on
 * one line, without control, bidi and invisible characters, at most `most` code points.
 */
export function untrusted(text: string, most: number): string {
  const clean = visible(text.toWellFormed().replace(CONTROL, ' ')).replace(/ {2,}/g, ' ').trim()
  const points = Array.from(clean)
  return points.length <= most ? clean : `${points.slice(0, most - 1).join('')}…`
}

/** The same for places where Slack parses mrkdwn: the three characters that start an entity are escaped. */
export function untrustedMrkdwn(text: string, most: number): string {
  return escaped(untrusted(text, most))
}

/** Text that was cleaned already, where Slack parses mrkdwn. https://docs.slack.dev/messaging/formatting-message-text#escaping */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

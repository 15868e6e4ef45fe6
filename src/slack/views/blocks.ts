import type { ConfirmationDialog, KnownBlock, PlainTextElement, RichTextElement } from '@slack/types'
import type { ChannelId, PersonId } from '../../core/ids.ts'
import { isGroup, type Member } from '../../core/policy.ts'
import { untrusted } from './text.ts'

/** A message as Slack takes it; `text` is what notifications and screen readers get. */
export interface View {
  readonly text: string
  readonly blocks: KnownBlock[]
  /** The same without tables, for a Slack that does not take them. */
  readonly simpler?: KnownBlock[]
}

/** A piece of a line: our own words as they are, everything else as what it is. rich_text parses no markup. */
export type Inline = string | RichTextElement

export function bold(text: string): RichTextElement {
  return { type: 'text', text, style: { bold: true } }
}

/** Untrusted text, cleaned and set apart. */
export function value(text: string, most: number): RichTextElement {
  return { type: 'text', text: shown(text, most), style: { code: true } }
}

export function person(user_id: PersonId): RichTextElement {
  return { type: 'user', user_id }
}

/** Somebody the policy names: a person or a whole group. Slack notifies them. */
export function mention(member: Member): RichTextElement {
  return isGroup(member) ? { type: 'usergroup', usergroup_id: member } : person(member)
}

/** The first few, and how many there are beyond. */
export function listed(all: readonly Inline[], most: number): readonly Inline[] {
  const shown = all.slice(0, most).flatMap((inline, index) => (index > 0 ? [', ', inline] : [inline]))
  return all.length > most ? [...shown, ` …and ${all.length - most} more`] : shown
}

export function channel(channel_id: ChannelId): RichTextElement {
  return { type: 'channel', channel_id }
}

export function link(url: string, text: string): RichTextElement {
  return { type: 'link', url, text }
}

/** A day in the reader's own zone. */
export function day(at: number): RichTextElement {
  return date(at, '{date_short_pretty}', 10)
}

export function moment(at: number): RichTextElement {
  return date(at, '{date_short_pretty} at {time}', 16)
}

/** A date from outside. Null when it is none; a program in Go writes the year 1 for "never". */
export function readDate(text: string | undefined): number | null {
  const at = text === undefined ? Number.NaN : Date.parse(text)
  return at > 0 ? at : null
}

function date(at: number, format: string, digits: number): RichTextElement {
  const fallback = new Date(at).toISOString().slice(0, digits).replace('T', ' ')
  return {
    type: 'date',
    timestamp: Math.floor(at / 1000),
    format,
    fallback: digits > 10 ? `${fallback} UTC` : fallback,
  }
}

/** Lines of text, one under the other. `id` is how tests and the demo find the block. */
export function lines(id: string, ...rows: readonly (readonly Inline[])[]): KnownBlock {
  const elements = rows.flatMap((row, index) => (index > 0 ? ['\n', ...row] : row))
  return {
    type: 'rich_text',
    block_id: id,
    elements: [
      { type: 'rich_text_section', elements: elements.filter((inline) => inline !== '').map(element) },
    ],
  }
}

/** `Label: what it is`. */
export function fact(label: string, ...what: readonly Inline[]): readonly Inline[] {
  return [bold(`${label}: `), ...what]
}

export interface ButtonLook {
  readonly action: string
  readonly label: string
  /** What a screen reader says instead of the label: what happens, and to which request where it is about one. */
  readonly aloud: string
  /** What it is about; whoever presses may have changed it, so it is never believed. */
  readonly about: string
  readonly style?: 'primary' | 'danger'
  readonly confirm?: ConfirmationDialog
}

// https://docs.slack.dev/reference/block-kit/block-elements/button-element
const MOST_ALOUD = 75

export function buttons(id: string, ...looks: readonly ButtonLook[]): KnownBlock {
  return {
    type: 'actions',
    block_id: id,
    elements: looks.map(({ action, label, aloud, about, style, confirm }) => ({
      type: 'button',
      action_id: action,
      text: plain(label),
      accessibility_label: untrusted(aloud, MOST_ALOUD),
      value: about,
      ...(style ? { style } : {}),
      ...(confirm ? { confirm } : {}),
    })),
  }
}

/** Our own words where Slack takes plain text only. */
export function plain(text: string): PlainTextElement {
  return { type: 'plain_text', text, emoji: false }
}

export function header(text: string): KnownBlock {
  return { type: 'header', text: { type: 'plain_text', text: shown(text, 150), emoji: false } }
}

export function context(id: string, text: string): KnownBlock {
  return {
    type: 'context',
    block_id: id,
    elements: [{ type: 'plain_text', text: shown(text, 300), emoji: false }],
  }
}

/** Slack refuses a text that is empty. */
function shown(text: string, most: number): string {
  return untrusted(text, most) || '(empty)'
}

function element(inline: Inline): RichTextElement {
  return typeof inline === 'string' ? { type: 'text', text: inline } : inline
}

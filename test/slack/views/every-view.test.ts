import { describe, expect, it } from 'vitest'
import { checkBlocks, describeProblem } from '../../../simulators/slack/block-kit/check-blocks.ts'
import { checkView } from '../../../simulators/slack/block-kit/check-view.ts'
import type { View } from '../../../src/slack/views/blocks.ts'
import { ORDINARY } from './every-request.ts'
import { type Drawn, everyModal, everyView, NAMED, PERMALINK } from './every-view.ts'
import { HOSTILE } from './hostile.ts'
import { objectsIn, textsIn } from './read-blocks.ts'
import { TICKET } from './under-rules.ts'

// chat.update refuses more: https://docs.slack.dev/reference/methods/chat.update
const LONGEST_TEXT = 4_000
// https://docs.slack.dev/reference/views/modal-views
const LONGEST_METADATA = 3_000
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u

describe.each(Object.entries(HOSTILE))('every view with %s', { timeout: 30_000 }, (_, outside) => {
  const messages = everyView(outside)
  const modals = everyModal(outside)
  const all = [...messages, ...modals]

  it('is one that Slack takes', () => {
    expect(messages.length).toBeGreaterThan(1_500)
    expect(findings(messages, ({ blocks }) => checkBlocks(blocks).map(describeProblem))).toEqual([])
  })

  it('is one that Slack takes, when it is a form', () => {
    expect(modals.length).toBeGreaterThan(100)
    expect(findings(modals, (view) => checkView(view).map(describeProblem))).toEqual([])
  })

  it('says something to notifications and screen readers, no longer than an update may', () => {
    const wrong = ({ text }: { readonly text: string }) =>
      text.trim() === '' || Array.from(text).length > LONGEST_TEXT ? [text] : []
    expect(findings(messages, wrong)).toEqual([])
  })

  it('has none of the characters that nobody sees', () => {
    const wrong = (view: object) => textsIn(view).filter((text) => text !== '\n' && UNPRINTABLE.test(text))
    const inLines = ({ text, blocks }: View) => [...wrong(blocks), ...wrong(text.split('\n'))]
    expect(findings(messages, inLines)).toEqual([])
    expect(findings(modals, wrong)).toEqual([])
  })

  it('lets Slack parse nothing that came from outside', () => {
    const wrong = (view: object) =>
      objectsIn(view).flatMap((object) => (isParsed(object) ? [JSON.stringify(object)] : []))
    expect(findings(all, wrong)).toEqual([])
  })

  it('escapes its text, but for whom, where and when its blocks name', () => {
    const wrong = ({ text, blocks }: View) => {
      const named = new Set(objectsIn(blocks).flatMap(entityOf))
      const rest = text.replaceAll(/<([^<>|]+)(?:\|[^<>|]*)?>/g, (whole, entity) =>
        named.has(entity) ? '' : whole,
      )
      return /[&<>]/.test(rest.replaceAll(/&(?:amp|lt|gt);/g, '')) ? [text] : []
    }
    expect(findings(messages, wrong)).toEqual([])
  })

  it('mentions and links nobody and nothing but who and what is meant', () => {
    const meant = new Set<unknown>([...NAMED, PERMALINK, CONSOLE, TICKET])
    const wrong = (view: object) =>
      objectsIn(view)
        .flatMap(({ user_id, usergroup_id, url }) => [user_id, usergroup_id, url])
        .filter((target) => target !== undefined && !meant.has(target))
        .map(String)
    expect(findings(all, wrong)).toEqual([])
  })

  it('keeps what a form brings back short enough', () => {
    const wrong = ({ private_metadata = '' }: { readonly private_metadata?: string }) =>
      private_metadata.length > LONGEST_METADATA ? [private_metadata] : []
    expect(findings(modals, wrong)).toEqual([])
  })
})

describe('every view with the texts of an ordinary day', () => {
  it('ends no sentence twice, and has no word of the machine in it', () => {
    const wrong = (view: object) => {
      const text = textsIn(view).join('')
      return /[^.]\.\.|undefined|null|\[object|\. \.| ,/.test(text) ? [text] : []
    }
    expect(findings([...everyView(ORDINARY), ...everyModal(ORDINARY)], wrong)).toEqual([])
  })
})

/** What is wrong with each view, under its name. */
function findings<V>(all: readonly Drawn<V>[], find: (view: V) => readonly string[]): readonly string[] {
  return all.flatMap(({ name, view }) => find(view).map((what) => `${name}: ${what}`))
}

const CONSOLE =
  'https://eu-west-1.console.aws.amazon.com/kms/home?region=eu-west-1#/kms/keys/7c1d7f0a-5f3c-4a2e-8d51-0f2f6b3a9c77'

/** How mrkdwn would write an element of rich text. */
function entityOf({
  type,
  user_id,
  usergroup_id,
  channel_id,
  url,
  timestamp,
  format,
}: Record<string, unknown>) {
  switch (type) {
    case 'user':
      return [`@${user_id}`]
    case 'usergroup':
      return [`!subteam^${usergroup_id}`]
    case 'channel':
      return [`#${channel_id}`]
    case 'link':
      return [String(url).replaceAll('&', '&amp;')]
    case 'date':
      return [`!date^${timestamp}^${format}`]
    default:
      return []
  }
}

/** mrkdwn, unless it is verbatim, is searched by Slack for names and addresses; so is an emoji in plain text. */
function isParsed({ type, verbatim, emoji, range }: Record<string, unknown>): boolean {
  return (
    (type === 'mrkdwn' && verbatim !== true) || emoji === true || type === 'markdown' || range !== undefined
  )
}

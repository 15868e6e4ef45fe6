import { describe, expect, it } from 'vitest'
import { checkBlocks, describeProblem } from '../../../simulators/slack/block-kit/check-blocks.ts'
import { ANN, BOB } from '../../builders.ts'
import { type Drawn, everyView, PERMALINK } from './every-view.ts'
import { HOSTILE } from './hostile.ts'

// chat.update refuses more: https://docs.slack.dev/reference/methods/chat.update
const LONGEST_TEXT = 4_000
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u

describe.each(Object.entries(HOSTILE))('every view with %s', (_, outside) => {
  const all = everyView(outside)

  /** What is wrong with each view, under its name. */
  function findings(find: (drawn: Drawn) => readonly string[]): readonly string[] {
    return all.flatMap((drawn) => find(drawn).map((what) => `${drawn.name}: ${what}`))
  }

  it('is one that Slack takes', () => {
    expect(all.length).toBeGreaterThan(300)
    expect(findings(({ view }) => checkBlocks(view.blocks).map(describeProblem))).toEqual([])
  })

  it('says something to notifications and screen readers, no longer than an update may', () => {
    const wrong = ({ view: { text } }: Drawn) =>
      text.trim() === '' || Array.from(text).length > LONGEST_TEXT ? [text] : []
    expect(findings(wrong)).toEqual([])
  })

  it('has none of the characters that nobody sees', () => {
    const wrong = ({ view }: Drawn) => textsIn(view).filter((text) => text !== '\n' && UNPRINTABLE.test(text))
    expect(findings(wrong)).toEqual([])
  })

  it('lets Slack parse nothing that came from outside', () => {
    const wrong = ({ view }: Drawn) =>
      objectsIn(view).flatMap((object) => (isParsed(object) ? [JSON.stringify(object)] : []))
    expect(findings(wrong)).toEqual([])
  })

  it('escapes its text, but for the mention of the requester', () => {
    const wrong = ({ view }: Drawn) => {
      const rest = view.text.replace(/asked by <@U0ANN>\.$/, '').replaceAll(/&(?:amp|lt|gt);/g, '')
      return /[&<>]/.test(rest) ? [view.text] : []
    }
    expect(findings(wrong)).toEqual([])
  })

  it('mentions and links nobody and nothing but who and what is meant', () => {
    const meant = new Set<unknown>([ANN, BOB, PERMALINK, CONSOLE])
    const wrong = ({ view }: Drawn) =>
      objectsIn(view)
        .flatMap(({ user_id, url }) => [user_id, url])
        .filter((target) => target !== undefined && !meant.has(target))
        .map(String)
    expect(findings(wrong)).toEqual([])
  })
})

const CONSOLE =
  'https://eu-west-1.console.aws.amazon.com/kms/home?region=eu-west-1#/kms/keys/7c1d7f0a-5f3c-4a2e-8d51-0f2f6b3a9c77'

/** mrkdwn, unless it is verbatim, is searched by Slack for names and addresses; so is an emoji in plain text. */
function isParsed({ type, verbatim, emoji, range }: Record<string, unknown>): boolean {
  return (
    (type === 'mrkdwn' && verbatim !== true) || emoji === true || type === 'markdown' || range !== undefined
  )
}

function objectsIn(value: unknown): readonly Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn)
  if (typeof value !== 'object' || value === null) return []
  const record = Object.fromEntries(Object.entries(value))
  return [record, ...Object.values(record).flatMap(objectsIn)]
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

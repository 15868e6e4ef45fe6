import { describe, expect, it } from 'vitest'
import type { View } from '../../../src/slack/views/blocks.ts'
import { escaped } from '../../../src/slack/views/text.ts'
import { everyRequest, ORDINARY } from './every-request.ts'
import { cardsOf, type Drawn, everyModal, everyView } from './every-view.ts'
import { HOSTILE } from './hostile.ts'
import { objectsIn, textsIn } from './read-blocks.ts'

const TEXTS = ['ordinary texts', 'text from right to left', "Slack's entities"] as const

describe.each(TEXTS)('every message with %s', { timeout: 30_000 }, (texts) => {
  // Where Slack takes no table, the text says in rows what the blocks say in lines.
  const messages = everyView(HOSTILE[texts] ?? ORDINARY).filter(
    ({ name }) => !name.endsWith('without tables'),
  )

  it('has a text that says whatever its blocks say, but for the place in the audit log', () => {
    expect(messages.flatMap(unsaid)).toEqual([])
  })
})

describe('every card', () => {
  it.each(everyRequest(ORDINARY).map((request) => [request.state, request] as const))(
    'says first which request it is, how it stands, which key, and who asked: %s',
    (_, request) => {
      for (const { view } of cardsOf(request, ORDINARY))
        expect(view.text).toMatch(/^R-\w{8}: [^.]+\. [^.]+ for alias\/payments, asked by <@U0ANN>\. \S/)
    },
  )
})

describe('every button', () => {
  const buttons = everyView(ORDINARY).flatMap(({ name, view }) =>
    objectsIn(view.blocks).flatMap((element) =>
      element.type === 'button' ? [{ name, ...looksOf(element) }] : [],
    ),
  )

  it('says aloud what its label says, and which request it is about', () => {
    expect(buttons.length).toBeGreaterThan(100)
    const wrong = buttons.filter(
      ({ action, label, aloud }) =>
        !aloud.startsWith(label.replace('…', '')) || (action !== 'more' && !/R-\w{8}/.test(aloud)),
    )
    expect(wrong).toEqual([])
  })

  it('is called otherwise than the others, whatever their colours', () => {
    const labels = everyView(ORDINARY).map(({ view }) =>
      objectsIn(view.blocks).flatMap((element) =>
        element.type === 'button' ? [looksOf(element).label] : [],
      ),
    )
    expect(labels.filter((all) => new Set(all).size < all.length)).toEqual([])
  })
})

it('no view means anything by an emoji, a picture or a colour of ours', () => {
  const views: readonly Drawn<object>[] = [...everyView(ORDINARY), ...everyModal(ORDINARY)]
  const wrong = views.flatMap(({ name, view }) => [
    ...textsIn(view).filter((text) => /\p{Extended_Pictographic}/u.test(text)),
    ...objectsIn(view).flatMap(({ type, color }) =>
      color !== undefined || ['emoji', 'image', 'color'].includes(String(type)) ? [`${name}: ${type}`] : [],
    ),
  ])
  expect(wrong).toEqual([])
})

/** The pieces of its blocks that are not in its text, however they are punctuated there. */
function unsaid({ name, view }: Drawn<View>): readonly string[] {
  // A text that had to be cut says the beginning.
  if (view.text.endsWith('…')) return []
  const blocks = view.blocks.filter(({ block_id = '' }) => !['foot', 'witness'].includes(block_id))
  const pieces = objectsIn(blocks).flatMap(piecesOf)
  return pieces.filter((piece) => !view.text.includes(piece)).map((piece) => `${name}: ${piece}`)
}

/** A header names its key last. */
function piecesOf({ type, text, user_id, usergroup_id, channel_id }: Record<string, unknown>) {
  const said = type === 'header' ? plainOf(text).replace(/^[^:]*: /, '') : text
  if ((type === 'text' || type === 'header') && typeof said === 'string')
    return [escaped(said).replace(/^[\s,;]+|[\s.:,;]+$/g, '')]
  return [user_id, usergroup_id, channel_id].flatMap((id) => (typeof id === 'string' ? [id] : []))
}

function looksOf(element: Record<string, unknown>) {
  return {
    action: element.action_id,
    label: plainOf(element.text),
    aloud: String(element.accessibility_label),
  }
}

function plainOf(text: unknown): string {
  return textsIn(text).find((found) => found !== 'plain_text') ?? ''
}

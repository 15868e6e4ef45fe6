import type { ModalView } from '@slack/types'
import { blocksAsText } from '../../simulators/slack/blocks-as-text.ts'
import type { View } from '../../src/slack/views/blocks.ts'
import { NAMES } from './names.ts'

/** One thing the bot says: a message, a modal, or a sentence where Slack takes no more than that. */
export interface Story {
  readonly name: string
  readonly view: View | ModalView | string
}

/** What somebody who looks at it reads. */
export function reads({ view }: Story): string {
  if (typeof view === 'string') return view
  const blocks = blocksAsText(view.blocks, (id) => NAMES.get(id))
  if (!('type' in view)) return blocks
  const ways = [view.submit, view.close].flatMap((way) => (way ? [`[${way.text}]`] : []))
  return [view.title.text, blocks, ways.join(' ')].join('\n')
}

/**
 * Whether a story says anything new: it is the first of its name, or has a sentence that none before it had. Which
 * number, request or person it is about makes no sentence new.
 */
export function createTelling() {
  const names = new Set<string>()
  const said = new Set<string>()
  return (story: Story): boolean => {
    const isNew = !names.has(story.name)
    const fresh = sentencesOf(reads(story)).filter((sentence) => !said.has(sentence))
    names.add(story.name)
    for (const sentence of fresh) said.add(sentence)
    return isNew || fresh.length > 0
  }
}

function sentencesOf(text: string): readonly string[] {
  const alike = text.replaceAll(/R-[0-9A-Z]{8}|[@#][\w.-]+|\d+/g, '…').replaceAll(/…(?:, …)+/g, '…')
  return alike.split(/(?<=[.!?:;…])\s+|\n/).filter((sentence) => sentence !== '')
}

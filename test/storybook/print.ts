import type { ModalView } from '@slack/types'
import type { View } from '../../src/slack/views/blocks.ts'
import type { Chapter } from './book.ts'
import { NAMES } from './names.ts'
import { reads, type Story } from './story.ts'

type Block = Exclude<Story['view'], string>['blocks'][number]

/** Shorter than this a line is easier to read than to look up. */
const LONG = 200

const HEAD = `# The golden book

Everything that cckm-bot says. Each page has a message or a form as it is read, then what notifications and screen readers
get of it, then the blocks that Slack is sent, one line each. A page is here because it is the first of its kind, or because
it has a sentence that no page before it had. \`same\` stands for a block that is printed on that page of its chapter. In the demo the same pages are drawn as Slack draws them, at \`/book\`.

\`npm run storybook\` writes this file, and a test fails when it says anything but what the code says. How the bot speaks is
said in [voice.md](voice.md).
`

/** The book as Markdown: a change of a word is a change of the few lines that hold it. */
export function print(chapters: readonly Chapter[]): string {
  const parts = chapters.flatMap(({ title, about, stories }) => [
    `## ${title}\n\n${about}\n`,
    ...pages(stories),
  ])
  return [HEAD, people(), ...parts].join('\n')
}

/** Who and what the ids in the blocks stand for, for whoever draws them. */
function people(): string {
  const rows = [...NAMES].map(([id, name]) => `| ${id} | ${name} |`)
  return [
    '## Names\n',
    'What the ids in the blocks stand for.\n',
    '| id | name |',
    '| --- | --- |',
    ...rows,
    '',
  ].join('\n')
}

/** A name that several have gets a number. */
function pages(stories: readonly Story[]): readonly string[] {
  const seen = new Map<string, number>()
  const printed = new Map<string, string>()
  return stories.map((story) => {
    const count = (seen.get(story.name) ?? 0) + 1
    seen.set(story.name, count)
    return page(story, count === 1 ? story.name : `${story.name} (${count})`, printed)
  })
}

function page(story: Story, title: string, printed: Map<string, string>): string {
  const { view } = story
  const read = `### ${title}\n\n${fenced('text', reads(story))}\n`
  if (typeof view === 'string') return read
  const told = 'text' in view ? `\n${fenced('notification', view.text)}\n` : ''
  const lines = view.blocks.map((block) => once(block, title, printed))
  const sent = fenced('json', [...aroundOf(view), ...lines].join('\n'))
  return `${read}${told}\n<details><summary>Blocks</summary>\n\n${sent}\n\n</details>\n`
}

/** Of a form, what stands around its blocks. */
function aroundOf(view: View | ModalView): readonly string[] {
  if (!('type' in view)) return []
  const { blocks: _, ...around } = view
  return [JSON.stringify(around)]
}

/** A long block that stands on an earlier page of the chapter is not printed again: what changes in it changes once. */
function once(block: Block, title: string, printed: Map<string, string>): string {
  const line = JSON.stringify(block)
  const before = printed.get(line)
  if (before === undefined) printed.set(line, title)
  const { block_id } = block
  return before === undefined || block_id === undefined || line.length < LONG
    ? line
    : JSON.stringify({ block_id, same: before })
}

/** Four marks, because what people write may hold three. */
function fenced(language: string, text: string): string {
  return `\`\`\`\`${language}\n${text}\n\`\`\`\``
}

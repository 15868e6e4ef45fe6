import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { checkBlocks, describeProblem } from '../../simulators/slack/block-kit/check-blocks.ts'
import { checkView } from '../../simulators/slack/block-kit/check-view.ts'
import { tellingsOf } from '../../src/core/derived.ts'
import { Refusal } from '../../src/core/refusal.ts'
import { root } from '../architecture/tree.ts'
import { waiting } from '../builders.ts'
import { everyEntry } from '../slack/views/every-entry.ts'
import { everyRequest, ORDINARY } from '../slack/views/every-request.ts'
import { book } from './book.ts'
import { print } from './print.ts'

const chapters = book()
const stories = chapters.flatMap((chapter) => chapter.stories)
const names = new Set(stories.map(({ name }) => name))

it('says what the code says; if not, `npm run storybook` writes it anew', () => {
  const golden = pagesOf(readFileSync(join(root, 'docs/golden-book.md'), 'utf8'))
  const now = pagesOf(print(chapters))
  const pages = [...new Set([...golden.keys(), ...now.keys()])]
  expect(pages.filter((page) => golden.get(page) !== now.get(page))).toEqual([])
  expect([...golden.keys()]).toEqual([...now.keys()])
})

it.each([
  ['a card of a request in each state', everyRequest(ORDINARY).map(({ state }) => `card, ${state}`)],
  ['a line for each entry that has one in the thread', everyEntry(ORDINARY).flatMap(lineOf)],
  ['each refusal', Refusal.options.map((refusal) => `answer, refused: ${refusal}`)],
])('has %s', (_, wanted) => {
  expect(wanted.filter((name) => !names.has(name))).toEqual([])
})

it('has only pages that Slack takes', () => {
  const problems = stories.flatMap(({ name, view }) => {
    if (typeof view === 'string') return []
    const found = 'type' in view ? checkView(view) : checkBlocks(view.blocks)
    return found.map((problem) => `${name}: ${describeProblem(problem)}`)
  })
  expect(problems).toEqual([])
})

function lineOf(entry: ReturnType<typeof everyEntry>[number]): readonly string[] {
  const told = tellingsOf({ to: waiting(), entry }).some(({ telling }) => telling === 'line')
  return told ? [`line, ${entry.kind}`] : []
}

/** By their headings, so that a difference is told by the names of the pages. */
function pagesOf(text: string): ReadonlyMap<string, string> {
  const [head = '', ...pages] = text.split(/^(?=##)/m)
  return new Map([['the head', head], ...pages.map((page) => [page.split('\n', 1)[0] ?? '', page] as const)])
}

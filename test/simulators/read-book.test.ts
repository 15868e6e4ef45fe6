import { expect, it } from 'vitest'
import { parseBook, readBook } from '../../simulators/read-book.ts'
import { book } from '../storybook/book.ts'
import { NAMES } from '../storybook/names.ts'
import { print } from '../storybook/print.ts'
import { reads } from '../storybook/story.ts'

const printed = book()
const parsed = parseBook(print(printed))

it('reads the golden book as it was printed: every page with its words, its text and its blocks', () => {
  expect(parsed.chapters.map(({ title, about }) => [title, about])).toEqual(
    printed.map(({ title, about }) => [title, about]),
  )
  for (const [index, { stories }] of printed.entries())
    expect(
      parsed.chapters[index]?.pages.map(({ read, notified, form, blocks }) => [read, notified, form, blocks]),
    ).toEqual(
      stories.map((story) => {
        const { view } = story
        if (typeof view === 'string') return [reads(story), '', null, []]
        if (!('type' in view)) return [reads(story), view.text, null, view.blocks]
        const { title, close = null, submit = null } = view
        const words = (text: typeof close) => text && { text: text.text }
        return [
          reads(story),
          '',
          { title: words(title), close: words(close), submit: words(submit), type: 'modal' },
          view.blocks,
        ]
      }),
    )
})

it('knows whom the ids in it stand for', () => {
  expect(parsed.names).toEqual(Object.fromEntries(NAMES))
})

it('finds the book in the repository', () => {
  expect(readBook().chapters.length).toBeGreaterThan(5)
})

it('says which page lacks a block that another one stands on', () => {
  const broken =
    '# x\n\n## Names\n\n## Cards\n\nabout\n\n### one\n\n````json\n{"block_id":"key","same":"none"}\n````\n'
  expect(() => parseBook(broken)).toThrow('There is no key on the page none.')
})

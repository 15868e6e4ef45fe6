import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Block, Book, BookPage } from './web/wire.ts'

const FILE = join(import.meta.dirname, '../docs/golden-book.md')

const text = z.object({ text: z.string() })
const around = z.object({
  type: z.literal('modal'),
  title: text,
  close: text.nullable().default(null),
  submit: text.nullable().default(null),
})
const block = z.looseObject({ type: z.string(), block_id: z.string().exactOptional() })
const same = z.object({ block_id: z.string(), same: z.string() })

/** The golden book as it lies in the repository: everything that the bot says, page by page. */
export function readBook(): Book {
  return parseBook(readFileSync(FILE, 'utf8'))
}

export function parseBook(markdown: string): Book {
  const [, names = '', ...chapters] = markdown.split(/^## /m)
  const rows = names.matchAll(/^\| ([A-Z]\w+) \| (\S+) \|$/gm)
  return {
    names: Object.fromEntries([...rows].map(([, id = '', name = '']) => [id, name])),
    chapters: chapters.map(chapterOf),
  }
}

function chapterOf(markdown: string): Book['chapters'][number] {
  const [head = '', ...pages] = markdown.split(/^### /m)
  const [title = '', about = ''] = head.split('\n').filter((line) => line !== '')
  const read: BookPage[] = []
  for (const page of pages) read.push(pageOf(page, read))
  return { title, about, pages: read }
}

/** A page may have blocks of the pages before it. */
function pageOf(markdown: string, before: readonly BookPage[]): BookPage {
  const [title = ''] = markdown.split('\n', 1)
  const sent = fenced(markdown, 'json')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line))
  const form = around.safeParse(sent[0]).data ?? null
  return {
    title,
    read: fenced(markdown, 'text'),
    notified: fenced(markdown, 'notification'),
    form,
    blocks: sent.slice(form ? 1 : 0).map((part) => blockOf(part, before)),
  }
}

function blockOf(part: unknown, before: readonly BookPage[]): Block {
  const reference = same.safeParse(part).data
  if (!reference) return block.parse(part)
  const page = before.find(({ title }) => title === reference.same)
  const found = page?.blocks.find(({ block_id }) => block_id === reference.block_id)
  if (!found) throw new Error(`There is no ${reference.block_id} on the page ${reference.same}.`)
  return found
}

function fenced(markdown: string, language: string): string {
  return new RegExp(`^\`{4}${language}\\n(.*?)\\n\`{4}$`, 'ms').exec(markdown)?.[1] ?? ''
}

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { book } from '../test/storybook/book.ts'
import { print } from '../test/storybook/print.ts'

const file = 'docs/golden-book.md'
const chapters = book()
writeFileSync(join(import.meta.dirname, '..', file), print(chapters))
for (const { title, stories } of chapters) console.log(`${String(stories.length).padStart(4)}  ${title}`)
console.log(`Written to ${file}`)

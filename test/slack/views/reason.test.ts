import { expect, it } from 'vitest'
import { withComment } from '../../../src/slack/views/reason.ts'

it.each([
  [undefined, ['.']],
  ['not before the release', [': ', 'not before the release', '.']],
  ['Agreed with the owner.', [': ', 'Agreed with the owner.']],
  ['Why now? ', [': ', 'Why now?']],
])('a sentence that ends with the comment %j has one stop', (comment, said) => {
  const texts = withComment(comment).map((part) =>
    typeof part === 'object' && 'text' in part ? part.text : part,
  )
  expect(texts).toEqual(said)
})

import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { type Block as LibraryBlock, Message } from 'slack-blocks-to-jsx'
import { describe, expect, it } from 'vitest'
import { asMarkdown } from '../../simulators/web/app/blocks/markdown.ts'
import type { Block } from '../../simulators/web/wire.ts'

/** What the library makes of a block, without its wrappers and their classes; it puts its own spaces between formats. */
function drawn(block: Block): string {
  const blocks = [asMarkdown(block) as unknown as LibraryBlock]
  const html = renderToStaticMarkup(
    createElement(Message, { blocks, name: '', logo: '', withoutWrapper: true }),
  )
  return html
    .replace(/<\/?(?:div|span|p|table|tbody|tr|td)\b[^>]*>/g, '')
    .replaceAll('\u00a0', ' ')
    .replace(/ (?:class|target|rel)="[^"]*"/g, '')
}

const section = (type: string, text: string, more: object = {}): Block => ({
  type: 'section',
  text: { type, text, ...more },
})

const TYPED = '*b* _i_ ~s~ `c` <https://e.example|x> <!channel> <@U1> [a](https://b.example) \\ & 1 > 0'
const SHOWN =
  '*b* _i_ ~s~ `c` &lt;https://e.example|x&gt; &lt;!channel&gt; &lt;@U1&gt; [a](https://b.example) \\ &amp; 1 &gt; 0'
const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

describe('the texts of blocks, as the page draws them', () => {
  it.each([
    ['a section', section('plain_text', TYPED)],
    ['a section with escapes', section('plain_text', escaped(TYPED))],
    ['a context', { type: 'context', elements: [{ type: 'plain_text', text: TYPED }] }],
    ['a field', { type: 'section', fields: [{ type: 'plain_text', text: TYPED }] }],
    ['a cell', { type: 'table', rows: [[{ type: 'raw_text', text: TYPED }]] }],
  ] as const)('are shown as they were typed where they are plain: %s', (_, block) => {
    expect(drawn(block)).toBe(SHOWN)
  })

  it('are shown as they were typed in a header', () => {
    const header = drawn({ type: 'header', text: { type: 'plain_text', text: TYPED } })

    expect(header.replace(/<\/?h\d[^>]*>/g, '')).toBe(SHOWN)
  })

  it('have emoji in a plain text unless it says otherwise', () => {
    expect(drawn(section('plain_text', ':tada: x'))).toBe('🎉 x')
    expect(drawn(section('plain_text', ':tada: x', { emoji: false }))).toBe(':tada: x')
  })

  it.each([
    ['*b* _i_ ~s~ `c`', '<strong>b</strong> <em>i</em> <s>s</s> <code>c</code>'],
    ['<https://e.example/?a=1&amp;b=2|x>', '<a href="https://e.example/?a=1&amp;b=2">x</a>'],
    ['<!channel>', '@channel'],
    ['<@U1> <#C1> <!subteam^S1|@oncall>', '@U1 #C1 @S1'],
  ])('are formatted where they are mrkdwn: %s', (text, shown) => {
    expect(drawn(section('mrkdwn', text))).toBe(shown)
    expect(drawn(section('mrkdwn', text, { verbatim: true }))).toBe(shown)
  })

  it('quote what stands behind a > at the beginning of a line', () => {
    const quote = (text: string) => asMarkdown(section('mrkdwn', text))

    expect(quote('&gt; said')).toEqual(quote('> said'))
    expect(drawn(section('mrkdwn', 'a\n&gt; said'))).not.toContain('&gt;')
  })

  it.each([
    ['&lt;!channel&gt; &lt;@U1&gt; &lt;b&gt;', '&lt;!channel&gt; &lt;@U1&gt; &lt;b&gt;'],
    ['&lt;https://e.example|x&gt;', '&lt;https://e.example|x&gt;'],
    ['1 &lt; 2 <https://e.example|x>', '1 &lt; 2 <a href="https://e.example">x</a>'],
    ['`a &lt;!channel&gt;`', '<code>a &lt;\u2060!channel&gt;</code>'],
    ['&amp;lt; x', '&amp;lt; x'],
    ['# no heading', '# no heading'],
    ['a\n---', 'a\n---'],
    ['[a](b)', '[a](b)'],
  ])('make nothing of what was escaped, or is no mrkdwn: %s', (text, shown) => {
    expect(drawn(section('mrkdwn', text))).toBe(shown)
  })

  it('leave rich text and the titles of pictures alone', () => {
    const picture = {
      type: 'image',
      image_url: 'x',
      alt_text: 'x',
      title: { type: 'plain_text', text: '*b*' },
    }
    const rich = {
      type: 'rich_text',
      elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: '*b*' }] }],
    }

    expect(asMarkdown(picture)).toEqual(picture)
    expect(asMarkdown(rich)).toEqual(rich)
  })
})

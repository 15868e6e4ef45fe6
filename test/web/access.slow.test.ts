import { request } from 'node:http'
import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { readBook } from '../../simulators/read-book.ts'
import { demoOfFile } from './played.ts'

const played = demoOfFile()
// Only the rules about colours can tell one set of them from the other.
const SCHEMES = [
  ['dark', { resultTypes: ['violations'], runOnly: ['color-contrast', 'link-in-text-block'] }],
  ['light', { resultTypes: ['violations'] }],
] as const
const NARROW = { width: 390, height: 844 }

/** What axe finds that keeps somebody out, in both sets of colours. */
async function barriersIn(page: Page): Promise<string[]> {
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(axe.source)
  const found: string[] = []
  for (const [colorScheme, rules] of SCHEMES) {
    await page.emulateMedia({ colorScheme })
    const { violations } = (await page.evaluate(
      `axe.run(document, ${JSON.stringify(rules)})`,
    )) as axe.AxeResults
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
    for (const { id, nodes } of serious)
      found.push(`${colorScheme} ${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`)
  }
  return found
}

describe('the page', () => {
  it('can be used with the keyboard alone, and shows where one is', async () => {
    const { page, composer, card, dialog, standing, ...me } = await played.open()
    const tabTo = async (wanted: string) => {
      for (let presses = 0; presses < 80; presses += 1) {
        if ((await page.locator(`${wanted}:focus`).count()) > 0) return
        await page.keyboard.press('Tab')
      }
      throw new Error(`Tab does not come to ${wanted}`)
    }

    await tabTo('main [data-control=trial]')
    const shown = await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')
    await page.keyboard.press('Enter')
    await expect.poll(() => composer.inputValue()).not.toBe('')
    await page.keyboard.press('Enter')
    await me.answer('asked').filter({ hasText: 'alias/aws-test-key' }).waitFor()
    await tabTo('[data-control=person]')
    await page.keyboard.press('S')
    await page.locator('[data-viewer-role=approver1]').waitFor()
    await tabTo('nav [data-unread=true]')
    await page.keyboard.press('Enter')
    await card('alias/aws-test-key').waitFor()
    await tabTo('[data-action-id=approve]')
    await page.keyboard.press('Enter')
    await dialog.locator('[data-control=submit]').waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    const back = await page.locator(':focus').getAttribute('data-action-id')
    await page.keyboard.press('Enter')
    await dialog.locator('[data-control=submit]').waitFor()
    await tabTo('dialog [data-control=submit]')
    await page.keyboard.press('Enter')
    await expect.poll(() => standing(card('alias/aws-test-key')).textContent()).toMatch(/^Done/)
    await tabTo('main [data-control=thread]')
    await page.keyboard.press('Enter')
    await me.thread.waitFor()
    await page.keyboard.press('Escape')

    expect(shown).toBe('solid')
    expect(back).toBe('approve')
    await expect.poll(() => me.thread.count()).toBe(0)
  })

  it.each([
    ['1280', {}],
    ['390', NARROW],
  ] as const)('keeps nobody out, light or dark, %s px wide', async (_, size) => {
    const me = await played.open(size)
    const found = await barriersIn(me.page)
    await me.composer.fill('/cckm ')
    found.push(...(await barriersIn(me.page)))
    await me.composer.fill('')
    await me.type('/cckm help')
    await me.answer('commands').last().waitFor()
    found.push(...(await barriersIn(me.page)))
    await me.page.locator('[data-control=panel]').click()
    found.push(...(await barriersIn(me.page)))

    expect(found).toEqual([])
  })

  it('keeps nobody out of a card, a thread, and a modal with an error in it, light or dark', async () => {
    const me = await played.open()
    const alias = 'alias/orders-eligible'
    await me.ask(alias)
    await me.openChannel('kms-audit')
    await me.become('approver1')
    const card = me.card(alias)
    await card.locator('[data-control=thread]').click()
    await me.thread.waitFor()
    const found = await barriersIn(me.page)
    await card.locator('[data-action-id=deny]').click()
    await me.submit()
    await me.dialog.getByRole('alert').waitFor()
    found.push(...(await barriersIn(me.page)))

    expect(found).toEqual([])
  })

  it('leads to the book of everything that the bot says, every page of it drawn', async () => {
    const { page } = await played.open()
    const href = await page.locator('[data-control=book]').getAttribute('href')
    await page.goto(new URL(href ?? '', page.url()).href)
    const found: string[] = []
    for (const { title, pages } of readBook().chapters) {
      await page.getByRole('link', { name: title }).click()
      await page.getByRole('heading', { level: 1, name: title }).waitFor()
      const drawn = page.locator('.book-page :is(.book-message, .book-form)')
      const words = await drawn.allTextContents()
      if (words.length !== pages.length || words.includes('')) found.push(`${title}: ${words.length} pages`)
      const wide = await page.evaluate('document.documentElement.scrollWidth > innerWidth')
      if (wide) found.push(`${title}: wider than the window`)
      if (title === 'Sentences') found.push(...(await barriersIn(page)))
    }

    expect(found).toEqual([])
  })

  it('asked nothing of any other origin, and made no error', () => {
    expect(played.heard).toEqual([])
  })
})

describe('a page of another origin', () => {
  const PATHS = [
    '/',
    '/workspace/people',
    '/workspace/screen',
    '/demo/bot',
    '/demo/ciphertrust/fault',
    '/control/state',
  ]

  it.each([
    ['a foreign Host', { host: 'evil.example' }],
    ['a foreign Origin', { origin: 'http://evil.example' }],
    ['the origin of another port', { origin: 'http://127.0.0.1:1' }],
  ])('is refused everywhere: %s', async (_, headers) => {
    const url = played.demo().stage.slack.workspaceUrl
    const statuses = await Promise.all(PATHS.map((path) => statusOf(new URL(path, url), headers)))
    const live = await opened(new URL('/workspace/live?as=x', url), headers)

    expect(statuses).toEqual(PATHS.map(() => 403))
    expect(live).toBe(403)
  })
})

function statusOf(url: URL, headers: Readonly<Record<string, string>>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { headers }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    asked.on('error', reject).end()
  })
}

function opened(url: URL, headers: Readonly<Record<string, string>>): Promise<number | undefined> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://${url.host}${url.pathname}${url.search}`, { headers })
    socket.on('open', () => resolve(101))
    socket.on('error', () => {})
    socket.on('unexpected-response', (_, response) => resolve(response.statusCode))
  })
}

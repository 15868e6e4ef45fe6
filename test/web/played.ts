import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, onTestFinished } from 'vitest'
import { type Observed, observe } from '../../simulators/observed.ts'
import { type Demo, openDemo } from '../../simulators/open-demo.ts'
import { launch } from '../../simulators/web/chromium.ts'
import { needsChromium, watchPage } from './browser.ts'

/** One page, as somebody sits before it. Everything is found by role, action_id or block_id. */
export function hand(page: Page) {
  const composer = page.locator('[data-control=composer]')
  return {
    page,
    composer,
    become: async (role: string) => {
      await page.locator('[data-control=person]').selectOption(role)
      await page.locator(`[data-viewer-role=${role}]`).waitFor()
    },
    type: async (line: string) => {
      await composer.fill(line)
      await composer.press('Enter')
    },
    /** Asks for a key, and waits for the answer that only the asker sees. */
    ask: async (alias: string, reason = 'CHG-4711') => {
      await composer.fill(`/cckm rotate ${alias} because ${reason}`)
      await composer.press('Enter')
      const answer = page.locator('main article[data-only-you=true]:has([data-block-id=asked])')
      await answer.filter({ hasText: alias }).waitFor()
    },
    openChannel: (name: string) =>
      page
        .getByRole('navigation')
        .getByRole('button', { name: new RegExp(`^\\W*${name}`) })
        .click(),
    /** Answers in the open channel that only this person sees, by a block of theirs. */
    answer: (id: string): Locator =>
      page.locator(`main article[data-only-you=true]:has([data-block-id="${id}"])`),
    card: (alias: string): Locator =>
      page.locator('main article', { has: page.getByRole('heading', { name: alias }) }),
    button: (actionId: string): Locator => page.locator(`main [data-action-id=${actionId}]`),
    dialog: page.getByRole('dialog'),
    submit: () => page.locator('dialog [data-control=submit]').click(),
    standing: (card: Locator): Locator => card.locator('[data-block-id=standing]'),
    thread: page.getByRole('complementary').filter({ has: page.locator('[data-control=reply]') }),
  }
}

export type Hand = ReturnType<typeof hand>

/** A demo for all tests of a file, and pages onto it. Pages are used again: to make one takes longer than to fill it. */
export function demoOfFile() {
  const runs = needsChromium()
  let demo: Demo
  let browser: Browser
  let context: BrowserContext
  const heard: string[] = []
  const idle: Page[] = []

  beforeAll(async () => {
    if (!runs) return
    const [opened, launched] = await Promise.all([openDemo({ slack: { postLimit: false } }), launch()])
    demo = opened
    browser = launched
    context = await browser.newContext()
  })
  afterAll(async () => {
    await browser?.close()
    await demo?.close()
  })
  return {
    demo: (): Demo => demo,
    seen: (): Observed => observe(demo.stage),
    /** Errors of every page so far, and requests that would have left the machine. */
    heard: heard as readonly string[],
    async open(
      { width = 1280, height = 900 } = {},
      query = '',
      prepare?: (page: Page) => Promise<void>,
    ): Promise<Hand> {
      const page = idle.pop() ?? (await newPage())
      onTestFinished(() => leave(page, prepare !== undefined))
      // A page behind another one draws once a second, and a click waits until what it meets stands still.
      await page.bringToFront()
      await page.setViewportSize({ width, height })
      await page.emulateMedia({ colorScheme: 'light' })
      await prepare?.(page)
      await page.goto(demo.stage.slack.workspaceUrl + query)
      await page.locator('[data-control=composer]').waitFor()
      return hand(page)
    },
  }

  async function newPage(): Promise<Page> {
    const page = await context.newPage()
    page.setDefaultTimeout(20_000)
    watchPage(page, demo.stage.slack.workspaceUrl, heard)
    return page
  }

  /** Forgets who has read what. A page that nobody looks at any more would still draw whatever happens. */
  async function leave(page: Page, altered: boolean): Promise<void> {
    if (altered) return page.close()
    await page.evaluate('sessionStorage.clear()')
    await page.goto('about:blank')
    idle.push(page)
  }
}

import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { type Demo, openDemo } from './open-demo.ts'
import { launch } from './web/chromium.ts'

const INTO = join(import.meta.dirname, '../docs/images')

// As high as what is to be seen needs it.
const SIZES = [
  { width: 1280, card: 840, approval: 840, thread: 940, key: 'alias/aws-test-key' },
  { width: 390, card: 930, approval: 844, thread: 1040, key: 'alias/orders-eligible' },
]

mkdirSync(INTO, { recursive: true })
const [demo, browser] = await Promise.all([openDemo({ slack: { postLimit: false } }), launch()])
try {
  for (const size of SIZES) await picture(demo, browser, size)
} finally {
  await browser.close()
  await demo.close()
}

/** Plays one request from the card to the end, and keeps what an approver sees on the way. */
async function picture(
  { stage }: Demo,
  browser: Browser,
  { width, key, ...heights }: (typeof SIZES)[number],
): Promise<void> {
  const context = await browser.newContext({
    viewport: { width, height: heights.card },
    colorScheme: 'light',
  })
  const page = await context.newPage()
  const card = page.locator('main article').filter({ has: page.getByRole('heading', { name: key }) })
  const keep = async (name: 'card' | 'approval' | 'thread') => {
    await page.setViewportSize({ width, height: heights[name] })
    await page.mouse.move(0, 0)
    await page.evaluate('document.fonts.ready')
    await page.screenshot({ path: join(INTO, `${name}-${width}.png`), animations: 'disabled', caret: 'hide' })
    console.log(`docs/images/${name}-${width}.png`)
  }

  await page.goto(stage.slack.workspaceUrl)
  await page.locator('[data-control=composer]').fill(`/cckm rotate ${key} because CHG-4711: audit finding 23`)
  await page.keyboard.press('Enter')
  await page.locator('[data-only-you=true]').filter({ hasText: key }).waitFor()
  const audit = `?as=approver1&at=${stage.slack.channels.audit}`
  await page.goto(stage.slack.workspaceUrl + audit)
  await card.locator('[data-action-id=approve]').waitFor()
  await keep('card')

  await card.locator('[data-action-id=approve]').click()
  await page.locator('dialog [data-action-id=comment]').fill('Agreed with the owner of the key.')
  await keep('approval')

  await page.locator('dialog [data-control=submit]').click()
  await card.filter({ hasText: /Done \S/ }).waitFor()
  await card.locator('[data-control=thread]').click()
  await page.locator('aside article').nth(3).waitFor()
  await page.setViewportSize({ width, height: heights.thread })
  // The channel ends at its newest message; beside the thread it shall begin with the day's anchor and the card.
  const channel = page.locator('main [role=log]')
  if (await channel.isVisible()) {
    await channel.hover()
    await page.mouse.wheel(0, -5000)
    await page.waitForTimeout(300)
  }
  await keep('thread')
  await context.close()
}

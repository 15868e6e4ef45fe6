import type { Page } from 'playwright-core'
import { beforeEach, type TestContext } from 'vitest'
import { findChromium } from '../../simulators/web/chromium.ts'

/** Leaves every test of a file out, with the reason, where there is no browser. CI takes that for a failure. */
export function needsChromium(): boolean {
  const found = findChromium() !== undefined
  beforeEach(({ skip }: TestContext) => {
    if (!found) skip('there is no Chromium: install it, or name it in CHROMIUM')
  })
  return found
}

/** Notes what goes wrong in a page, and everything that it asks of another origin. */
export function watchPage(page: Page, origin: string, heard: string[]): void {
  page.on('pageerror', ({ message }) => heard.push(message))
  page.on('console', (line) => {
    if (line.type() === 'error' && !/status of 4\d\d/.test(line.text())) heard.push(line.text())
  })
  page.on('request', (request) => {
    const url = request.url()
    if (!url.startsWith(origin) && !url.startsWith('data:')) heard.push(`asked ${url}`)
  })
}

import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { until } from '../../simulators/observed.ts'
import { demoOfFile } from './played.ts'

const played = demoOfFile()

/** The page as it is before the first word about the bot has come. */
const withoutPanel = (page: Page) =>
  page.routeWebSocket(/\/workspace\/live/, (socket) => {
    const server = socket.connectToServer()
    server.onMessage((frame) => {
      if (JSON.parse(String(frame)).kind !== 'panel') socket.send(frame)
    })
  })

describe('a request, played by hand on the page', () => {
  it('is typed with the help of the completion, approved through the modal by somebody else, and done', async () => {
    const me = await played.open()
    const alias = 'alias/aws-test-key'
    await me.composer.pressSequentially('/cc')
    await me.page.getByRole('listbox').getByRole('option').first().waitFor()
    await me.composer.press('Tab')
    await me.composer.pressSequentially('rot')
    await me.composer.press('ArrowDown')
    await me.composer.press('Enter')
    await me.composer.pressSequentially(`${alias} because CHG-4711`)
    await me.composer.press('Enter')
    await me.answer('asked').waitFor()
    await me.openChannel('kms-audit')
    await me.become('approver1')
    await me.button('approve').click()
    await me.dialog.locator('[data-block-id=comment] [data-action-id=comment]').fill('Seen it')
    await me.submit()
    const card = me.card(alias)
    await until(
      () => me.standing(card).textContent(),
      (text) => /^Done/.test(text ?? ''),
    )
    await card.locator('[data-control=thread]').click()
    const lines = me.thread.locator('article [data-block-id=line]')
    await until(
      () => lines.count(),
      (count) => count >= 3,
    )

    expect(await me.standing(card).textContent()).toMatch(/^Done/)
    expect(await lines.count()).toBe(3)
    // The panel is told of the key by another message than the card, so it may come a moment later.
    await expect
      .poll(() => me.page.locator(`[data-key="${alias}"] .flag`).getAttribute('data-on'))
      .toBe('true')
    expect((await played.seen().writes()).length).toBe(1)
  })

  it('is denied with a reason, which everybody reads on the card', async () => {
    const me = await played.open()
    await me.ask('alias/orders-eligible', 'CHG-4712')
    await me.become('approver2')
    await me.openChannel('kms-audit')
    const card = me.card('alias/orders-eligible')
    await card.locator('[data-action-id=deny]').click()
    await me.dialog.locator('[data-action-id=comment]').waitFor()
    await me.page.mouse.click(100, 600)
    const held = await me.dialog.locator(':focus').count()
    await me.submit()
    const missing = await me.dialog.locator('[data-block-id=comment] [role=alert]').textContent()
    await me.dialog.locator('[data-action-id=comment]').fill('Not before the freeze ends')
    await me.submit()
    await me.dialog.waitFor({ state: 'detached' })
    const said = await until(
      () => card.textContent(),
      (text) => text?.includes('Not before the freeze ends') === true,
    )

    expect(held).toBe(1)
    expect(missing).not.toBe('')
    expect(said).toContain('Not before the freeze ends')
    expect(await card.locator('[data-action-id=approve]').count()).toBe(0)
  })

  it('is refused at once for a key that cannot rotate, to that person alone', async () => {
    const me = await played.open()
    await me.type('/cckm rotate alias/orders-asymmetric because CHG-4713')
    const refusal = me.answer('refused:asymmetric')
    await refusal.waitFor()
    const mine = await refusal.getAttribute('data-only-you')
    await me.become('guest')

    expect(mine).toBe('true')
    expect(await refusal.count()).toBe(0)
  })

  it('marks what somebody has not read, and calls approvers by their group', async () => {
    const me = await played.open()
    await me.ask('alias/orders-mrk', 'CHG-4714')
    await me.become('approver2')
    const entry = me.page.getByRole('navigation').locator('[data-unread=true]', { hasText: 'kms-audit' })
    await entry.waitFor()
    const called = await entry.locator('.badge').textContent()
    await me.page.setViewportSize({ width: 390, height: 844 })
    await me.page.getByRole('main').locator('.only-narrow[data-unread=true]').waitFor()
    await me.page.setViewportSize({ width: 1280, height: 900 })
    await me.openChannel('kms-audit')
    await me.card('alias/orders-mrk').waitFor()

    expect(Number(called)).toBeGreaterThan(0)
    expect(await entry.count()).toBe(0)
  })

  it('puts a thing to try one click away from standing in the composer', async () => {
    const me = await played.open({}, '?as=outsider&at=none')
    await me.openChannel('shared-with-partner')
    await me.page.locator('main [data-control=trial]').first().click()
    await me.page.locator('[data-viewer-role=requester]').waitFor()
    const trials = await me.page.locator('main [data-control=trial]').count()

    expect(trials).toBe(3)
    await expect.poll(() => me.composer.inputValue()).toMatch(/^\/cckm rotate /)
    await expect.poll(() => me.page.locator('[data-control=composer]:focus').count()).toBe(1)
  })

  it('puts one there as well from where nobody can write, and from a panel that covers the composer', async () => {
    const me = await played.open({ width: 390, height: 844 })
    const trial = me.page.getByRole('complementary').locator('[data-control=trial]').last()
    await me.page.getByRole('main').locator('.only-narrow').click()
    await me.page.getByRole('navigation').locator('[data-at=app]').click()
    await me.page.locator('[data-control=panel]').click()
    await me.page.locator('details:has([data-control=trial]) > summary').click()
    await trial.click()

    await expect.poll(() => me.page.locator('[data-control=composer]:focus').count()).toBe(1)
    expect(await me.composer.inputValue()).toMatch(/^\/cckm /)
    expect(await trial.count()).toBe(0)
  })

  it('offers nothing to try before it knows whether a bot stands beside', async () => {
    const me = await played.open({}, '?as=outsider&at=none', withoutPanel)
    await me.openChannel('shared-with-partner')
    await me.page.getByRole('main', { name: '#shared-with-partner' }).waitFor()

    expect(await me.page.locator('[data-control=trial]').count()).toBe(0)
  })
})

describe('the rules of the policy, played by hand on the page', () => {
  it('take a ticket and two different approvers for a key of production', async () => {
    const me = await played.open()
    const before = (await played.seen().writes()).length
    const alias = 'alias/payments-prod'
    await me.type(`/cckm rotate ${alias} because audit`)
    await me.answer('refused:ticket_required').waitFor()
    await me.ask(alias, 'CHG-4711')
    await me.openChannel('kms-audit')
    await me.become('approver1')
    const card = me.card(alias)
    await card.locator('[data-action-id=approve]').click()
    await me.submit()
    await me.dialog.waitFor({ state: 'detached' })
    await until(
      () => card.textContent(),
      (text) => text?.includes('1 of 2') === true,
    )
    const afterOne = (await played.seen().writes()).length
    await me.become('approver2')
    await card.locator('[data-action-id=approve]').click()
    await me.submit()
    await until(
      () => me.standing(card).textContent(),
      (text) => /^Done/.test(text ?? ''),
    )

    expect(afterOne - before).toBe(0)
    expect(await me.standing(card).textContent()).toMatch(/^Done/)
    expect((await played.seen().writes()).length - before).toBe(1)
  })

  it('refuse a key that a rule denies, in the words of that rule', async () => {
    const me = await played.open()
    await me.type('/cckm rotate alias/root-backup because CHG-4715')
    const refusal = me.answer('refused:policy_denies')
    await refusal.waitFor()

    expect(await refusal.textContent()).toContain('key ceremony')
  })

  it('change a period, then switch rotation off, each after an approval', async () => {
    const me = await played.open()
    const alias = 'alias/orders-180'
    await me.type(`/cckm rotate ${alias} every 365 days because CHG-4716`)
    await me.answer('asked').filter({ hasText: alias }).waitFor()
    await me.openChannel('kms-audit')
    await me.become('approver1')
    const done = () => me.card(alias).filter({ hasText: /Done \S/ })
    const approve = async (card = me.card(alias).last()) => {
      await card.locator('[data-action-id=approve]').click()
      await me.submit()
    }
    await approve()
    await done().waitFor()
    const changed = await done().textContent()
    await me.become('requester')
    await me.type(`/cckm stop-rotation ${alias} because CHG-4717`)
    await me.answer('asked').filter({ hasText: alias }).waitFor()
    await me.become('approver2')
    await approve()
    await done().nth(1).waitFor()

    expect(changed).toContain('every 365 days')
    await expect
      .poll(() => me.page.locator(`[data-key="${alias}"] .flag`).getAttribute('data-on'))
      .toBe('false')
  })
})

describe('all these pages', () => {
  it('asked nothing of any other origin, and made no error', () => {
    expect(played.heard).toEqual([])
  })
})

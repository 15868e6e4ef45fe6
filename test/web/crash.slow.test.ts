import { describe, expect, it } from 'vitest'
import { until } from '../../simulators/observed.ts'
import { demoOfFile } from './played.ts'

const played = demoOfFile()
const MARKED = { kind: 'slow', ms: 3_000, match: 'enable-auto-rotation' }

describe('two tabs and a bot that is killed', () => {
  it('two tabs are two people: what one asks, the other decides, and each sees it as it happens', async () => {
    const asker = await played.open()
    const decider = await played.open({}, '?as=approver1')
    await decider.openChannel('kms-audit')
    await asker.ask('alias/orders-eligible', 'CHG-4711')
    await decider.button('approve').click()
    await decider.submit()
    await asker.openChannel('kms-audit')
    const card = asker.card('alias/orders-eligible')
    await until(
      () => asker.standing(card).textContent(),
      (text) => /^Done/.test(text ?? ''),
    )
    const told = asker.page.getByRole('navigation').locator('[data-at=app][data-unread=true]')
    await told.waitFor()
    await decider.answer('decided').waitFor()

    expect(await asker.standing(card).textContent()).toMatch(/^Done/)
    expect(await asker.answer('decided').count()).toBe(0)
    expect(await decider.answer('decided').count()).toBe(1)
    expect(await decider.answer('asked').count()).toBe(0)
    expect(await asker.page.title()).not.toBe(await decider.page.title())
  })

  it('a bot killed between approve and summary ends the request right when it is started again', async () => {
    const me = await played.open()
    await played.seen().cipherTrustFault(MARKED)
    const before = (await played.seen().writes()).length
    await me.ask('alias/aws-test-key', 'CHG-4712')
    await me.become('approver1')
    await me.openChannel('kms-audit')
    const card = me.card('alias/aws-test-key')
    await card.locator('[data-action-id=approve]').click()
    await me.submit()
    await me.page.locator('.calls [data-writes=true][data-status=cut]').last().waitFor()
    await me.page.locator('[data-control=kill]').click()
    await me.page.locator('[data-bot=ended]').waitFor()
    await me.openChannel('oncall')
    await me.type('/cckm help')
    const failed = me.page.locator('main article', { hasText: 'failed' }).last()
    await failed.waitFor()
    const kept = await me.composer.inputValue()
    const covering = await me.page.getByRole('listbox').count()
    await me.page.locator('[data-control=restart]').click()
    await me.page.locator('[data-bot=running]').waitFor()
    await me.openChannel('kms-audit')
    await until(
      () => me.standing(card).textContent(),
      (text) => /^Done/.test(text ?? ''),
      30_000,
    )

    expect(await me.standing(card).textContent()).toMatch(/^Done/)
    expect((await played.seen().writes()).length - before).toBe(1)
    expect(kept).toBe('/cckm help')
    expect(covering).toBe(0)
  })

  it('a form covers Slack alone: the bot is killed while it is open, and what stands in it is sent afterwards', async () => {
    const me = await played.open()
    const alias = 'alias/orders-mrk'
    await me.ask(alias, 'CHG-4713')
    await me.become('approver1')
    await me.openChannel('kms-audit')
    await me.card(alias).locator('[data-action-id=approve]').click()
    await me.dialog.locator('[data-action-id=comment]').fill('Seen it')
    await me.page.locator('[data-control=kill]').click()
    await me.page.locator('[data-bot=ended]').waitFor()
    await me.submit()
    await me.dialog.getByRole('alert').waitFor()
    const kept = await me.dialog.locator('[data-action-id=comment]').inputValue()
    const behind = await me.page.locator('[inert] [data-control=composer]').count()
    await me.page.locator('[data-control=restart]').click()
    await me.page.locator('[data-bot=running]').waitFor()
    await me.submit()
    await until(
      () => me.standing(me.card(alias)).textContent(),
      (text) => /^Done/.test(text ?? ''),
      30_000,
    )

    expect(kept).toBe('Seen it')
    expect(behind).toBe(1)
    expect(await me.card(alias).textContent()).toContain('Seen it')
  })

  it('asked nothing of any other origin, and made no error', () => {
    expect(played.heard).toEqual([])
  })
})

import { describe, expect, it } from 'vitest'
import { until } from '../../simulators/observed.ts'
import { demoOfFile } from './played.ts'

const played = demoOfFile()

describe('the rules of the policy, played by hand on the page', () => {
  it('take a ticket and two different approvers for a key of production', async () => {
    const me = await played.open()
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
    const afterOne = await played.seen().writes()
    await me.become('approver2')
    await card.locator('[data-action-id=approve]').click()
    await me.submit()
    await until(
      () => me.standing(card).textContent(),
      (text) => /^Done/.test(text ?? ''),
    )

    expect(afterOne).toEqual([])
    expect(await me.standing(card).textContent()).toMatch(/^Done/)
    expect((await played.seen().writes()).length).toBe(1)
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
    const done = () => me.card(alias).filter({ hasText: 'Done.' })
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
      .poll(() => me.page.locator(`[data-key="${alias}"] .flag`).getAttribute('data-on'), { timeout: 15_000 })
      .toBe('false')
  })

  it('asked nothing of any other origin, and made no error', () => {
    expect(played.heard).toEqual([])
  })
})

import { describe, expect, it } from 'vitest'
import { demoOfFile } from './played.ts'

const played = demoOfFile()
const TO_THE_END = `(({ scrollTop, scrollHeight, clientHeight }) => scrollHeight - clientHeight - scrollTop)(
  document.querySelector('main [role=log]'),
)`

describe('lists on the page', () => {
  it('are tables that are turned with a button, and lead from a part of a name to the key and its history', async () => {
    const me = await played.open()
    await me.type('/cckm find alias/')
    const found = me.answer('found')
    await found.locator('.data-table tbody tr').first().waitFor()
    expect(await found.locator('[data-block-id=found]').textContent()).toMatch(
      /^Keys 1 to 25 of \d+ for alias\/\.$/,
    )
    expect(await found.locator('thead th').allTextContents()).toContain('Automatic rotation')
    await found.getByRole('button', { name: 'Show the next keys' }).click()
    await found.filter({ hasText: 'Keys 26 to' }).waitFor()

    await me.type('/cckm find aws-test')
    const one = found.filter({ hasText: '1 key for aws-test' })
    const [, line = ''] = /To see one: (\/cckm show \S+)/.exec((await one.textContent()) ?? '') ?? []
    await me.type(line)
    await me.answer('rotation').filter({ hasText: 'Automatic rotation: off' }).waitFor()

    await me.ask('alias/aws-test-key')
    await me.type('/cckm requests mine')
    const mine = me.answer('requests:mine').locator('.data-table tbody tr')
    expect(await mine.filter({ hasText: 'alias/aws-test-key' }).textContent()).toMatch(
      /Waiting for a decision/,
    )
    await me.type('/cckm history alias/aws-test-key since 1h')
    const history = me.answer('history').locator('.data-table tbody tr')
    expect(await history.filter({ hasText: 'because CHG-4711' }).textContent()).toMatch(/@ann/)
    expect(played.heard).toEqual([])
  })
})

describe('a conversation on the page', () => {
  it('keeps what was typed and not sent, through another channel, another person and a reload', async () => {
    const me = await played.open()
    const unsent = '/cckm rotate alias/orders-mrk because CHG-4711'
    await me.openChannel('oncall')
    await me.page.keyboard.type(unsent)
    await me.openChannel('payments')
    const elsewhere = await me.composer.inputValue()
    await me.become('approver1')
    await me.openChannel('oncall')
    const others = await me.composer.inputValue()
    await me.become('requester')
    await me.page.reload()
    await me.composer.waitFor()

    expect([elsewhere, others]).toEqual(['', ''])
    expect(await me.composer.inputValue()).toBe(unsent)
  })

  it('stays where somebody reads, says that there is more, and goes to what they write themselves', async () => {
    const me = await played.open()
    const { workspaceUrl, users, channels } = played.demo().stage.slack
    const message = { user: users.approver1, channel: channels.payments, text: 'Said meanwhile' }
    await me.openChannel('payments')
    const log = me.page.getByRole('main').getByRole('log')
    const missed = me.page.locator('[data-control=missed]')
    const toTheEnd = (): Promise<number> => me.page.evaluate(TO_THE_END)
    const scrollUp = async () => {
      await log.hover()
      await me.page.mouse.wheel(0, -300)
      await expect.poll(toTheEnd).toBeGreaterThan(200)
    }
    await me.type(Array.from({ length: 60 }, (_, line) => `line ${line}`).join('\n'))
    await log.getByText('line 59').waitFor()
    await scrollUp()
    await fetch(new URL('/workspace/message', workspaceUrl), {
      method: 'POST',
      body: JSON.stringify(message),
    })
    await missed.waitFor()
    const reading = await toTheEnd()
    await missed.click()
    await missed.waitFor({ state: 'detached' })
    const afterPress = await toTheEnd()
    await scrollUp()
    await me.type('Said myself')
    await log.getByText('Said myself').waitFor()

    expect(reading).toBeGreaterThan(200)
    expect(afterPress).toBeLessThan(10)
    await expect.poll(toTheEnd).toBeLessThan(10)
    expect(await missed.count()).toBe(0)
  })
})

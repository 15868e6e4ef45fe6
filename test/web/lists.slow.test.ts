import { describe, expect, it } from 'vitest'
import { demoOfFile } from './played.ts'

const played = demoOfFile()

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

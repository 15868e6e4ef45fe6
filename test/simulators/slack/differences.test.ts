import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { METHODS } from '../../../simulators/slack/web-api/methods.ts'

const page = await readFile(new URL('../../../simulators/slack/differences.md', import.meta.url), 'utf8')

describe('differences.md', () => {
  it.each([...METHODS.keys()])('names the method %s', (method) => {
    expect(page).toContain(`\`${method}\``)
  })
})

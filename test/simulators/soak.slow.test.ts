import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'

const SOAK = join(import.meta.dirname, '../../simulators/soak.ts')

describe('npm run soak', () => {
  it.each([
    ['--nonsense', /^Unknown option '--nonsense'/],
    ['--minutes=many', /^--minutes must be a number above 0/],
  ])('says in a sentence what is wrong with %s, and how it is called', async (argument, says) => {
    const child = spawn(process.execPath, [SOAK, argument], { stdio: ['ignore', 'ignore', 'pipe'] })
    const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'close')])
    expect(code).toBe(2)
    expect(said).toMatch(says)
    expect(said).toMatch(/Usage: npm run soak -- --minutes M\n$/)
    expect(said).not.toMatch(/\n {4}at /)
  })
})

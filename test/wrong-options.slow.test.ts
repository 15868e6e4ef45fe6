import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, it } from 'vitest'

const SOAK = 'simulators/soak.ts'
const SIMULATE = 'test/simulation/main.ts'

it.each([
  [SOAK, '--nonsense', /^Unknown option '--nonsense'/],
  [SOAK, '--minutes=many', /^--minutes must be a number above 0/],
  [SIMULATE, '--nonsense', /^Unknown option '--nonsense'/],
  [SIMULATE, '--seeds=many', /^--seeds must be a whole number from 1 on/],
])('%s says in a sentence what is wrong with %s, and how it is called', async (program, argument, says) => {
  const path = join(import.meta.dirname, '..', program)
  const child = spawn(process.execPath, [path, argument], { stdio: ['ignore', 'ignore', 'pipe'] })
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'close')])
  expect(code).toBe(2)
  expect(said).toMatch(says)
  expect(said).toMatch(/Usage: npm run \w+ -- .*\n$/)
  expect(said).not.toMatch(/\n {4}at /)
})

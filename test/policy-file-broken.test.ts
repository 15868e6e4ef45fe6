import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readPolicyFile } from '../src/policy-file.ts'
import { broken } from './broken-policies.ts'
import { ASKING, GOOD } from './good-policy.ts'

const folder = mkdtempSync(join(tmpdir(), 'cckm-bot-broken-'))
const file = join(folder, 'policy.yml')
afterAll(() => rmSync(folder, { recursive: true }))

function problemsOf(text: string): readonly string[] {
  writeFileSync(file, text)
  const found = readPolicyFile(file)
  return found.ok ? [] : found.problems
}

describe('twenty broken files give twenty different sentences that name the place and the remedy; none a stack trace', () => {
  it('begins with a file that is not broken', () => {
    expect([problemsOf(GOOD), problemsOf(ASKING)]).toEqual([[], []])
  })

  it.each(broken)('%s', (_, text, place, sentence) => {
    expect(problemsOf(text)).toEqual([`${file}:${place}: ${sentence}`])
  })

  it('a folder', () => {
    expect(readPolicyFile(folder)).toEqual({
      ok: false,
      problems: [`${folder}:1:1: this is a folder: name the policy file that is in it.`],
    })
  })

  it('says something else of each', () => {
    const sentences = broken.map(([, , , sentence]) => sentence)
    expect(sentences.length).toBeGreaterThan(20)
    expect(new Set(sentences).size).toBe(sentences.length)
  })
})

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { asked, ID, unsettled } from '../usecases/two-persons.ts'
import { tamper } from './audit-files.ts'
import { botBeside } from './bot-beside.ts'
import { cli, folder } from './harness.ts'

const BECAUSE = 'off in the console'

/** The first page and the data of the evidence of a request. */
async function evidence(file: string) {
  const out = join(folder(), 'evidence.zip')
  await cli(['audit', 'evidence', ID, '--out', out], { DATABASE_URL: `sqlite:${file}` })
  const files = unzipSync(readFileSync(out))
  const of = (name: string) => strFromU8(files[`${ID}-evidence/${name}`] ?? new Uint8Array())
  return { text: of('README.txt').replaceAll(/\s+/g, ' '), data: JSON.parse(of('request.json')) }
}

describe('the evidence of a request that somebody at the command line ended', () => {
  it.each([
    ['settled', unsettled(), ['settle', ID, '--off'], 'So says os:anna.'],
    ['ended early', asked(), ['expire', ID], 'os:anna ended it at the command line. Nothing was sent.'],
  ])('says who it was, and what they wrote: %s', async (_, path, argv, says) => {
    const { file, requests, stop } = await botBeside(path)
    await requests(...argv, '--because', BECAUSE)
    await stop()
    const { text, data } = await evidence(file)
    expect(text).toContain(
      `${says} Written to it: “${BECAUSE}” (its SHA-256 stands in the log, so this is what was written)`,
    )
    expect(data.outcome).toMatchObject({ by: 'os:anna', written: { text: BECAUSE, standing: 'as_written' } })
  })

  it('warns where what they wrote was edited', async () => {
    const { file, requests, stop } = await botBeside(asked())
    await requests('expire', ID, '--because', BECAUSE)
    await stop()
    tamper(file, `UPDATE requests SET body = json_set(body, '$.comment', 'something else')`)
    expect((await evidence(file)).text).toContain(
      '“something else” (WARNING: the log has the SHA-256 of another text',
    )
  })
})

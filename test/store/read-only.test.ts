import { mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createRequestReads } from '../../src/store/requests.ts'
import { openReadOnly } from '../../src/store/sqlite.ts'
import { aKey, pathTo } from '../builders.ts'
import { openMemory } from '../memory-store.ts'

function file(name = 'bot.db'): string {
  const folder = mkdtempSync(join(tmpdir(), 'cckm-bot-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, name)
}

describe('openReadOnly', () => {
  it('reads beside a running bot what it has committed', async () => {
    const path = file()
    const bot = openMemory(path)
    const request = await bot.walk(pathTo.requested())
    const reader = openReadOnly(path)
    expect(await createRequestReads(reader).lastRequestOn(aKey().arn)).toEqual(request)
    await bot.walk(pathTo.approved().slice(1))
    expect(await createRequestReads(reader).lastRequestOn(aKey().arn)).toMatchObject({ state: 'approved' })
    await reader.close()
    await bot.store.close()
  })

  it('reads what was committed by another name of the file too', async () => {
    const path = file()
    const bot = openMemory(path)
    const link = file()
    symlinkSync(path, link)
    const reader = openReadOnly(link)
    const request = await bot.walk(pathTo.requested())
    expect(await createRequestReads(reader).lastRequestOn(aKey().arn)).toEqual(request)
    await reader.close()
    await bot.store.close()
  })

  it.each(['bot.db', 'a ? b # c%20.db'])(
    'leaves no file of its own beside a stopped bot: %s',
    async (name) => {
      const path = file(name)
      const bot = openMemory(path)
      const request = await bot.walk(pathTo.requested())
      await bot.store.close()
      const before = readdirSync(dirname(path))
      const reader = openReadOnly(path)
      expect(await createRequestReads(reader).lastRequestOn(aKey().arn)).toEqual(request)
      expect(readdirSync(dirname(path))).toEqual(before)
      await reader.close()
      expect(readdirSync(dirname(path))).toEqual(before)
      expect(before.filter((one) => /-(?:wal|shm)$/.test(one))).toEqual([])
    },
  )

  it('writes nothing', async () => {
    const path = file()
    await openMemory(path).store.close()
    const reader = openReadOnly(path)
    await expect(reader.transaction((sql) => sql('DELETE FROM requests'))).rejects.toThrow(/readonly/)
    await reader.close()
  })

  it('makes no database where there is none', () => {
    const path = file()
    expect(() => openReadOnly(path)).toThrow()
    expect(() => openReadOnly(path)).toThrow()
  })
})

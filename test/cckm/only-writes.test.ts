import { readdir, readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { ACTIONS } from '../../src/cckm/actions.ts'
import { AwsKey } from '../../src/cckm/aws/key.ts'
import { createHttp } from '../../src/cckm/http.ts'
import { Operation } from '../../src/core/operations.ts'
import {
  answerJson,
  KEY,
  KEY_PATH,
  keyJson,
  pageOf,
  serve,
  TOKENS,
  testClient,
  testConfig,
  testWorld,
} from './harness.ts'

const SOURCES = new URL('../../src/cckm/', import.meta.url)

async function sources(): Promise<Map<string, string>> {
  const names = (await readdir(SOURCES, { recursive: true })).filter((name) => name.endsWith('.ts'))
  return new Map(
    await Promise.all(
      names.map(async (name) => [name, await readFile(new URL(name, SOURCES), 'utf8')] as const),
    ),
  )
}

/** The files that contain `pattern`. */
async function filesWith(pattern: RegExp): Promise<string[]> {
  return [...(await sources())].flatMap(([name, text]) => (pattern.test(text) ? [name] : [])).sort()
}

describe('the client', () => {
  it('posts to the login and its three actions only, whatever it is asked', async () => {
    const calls = new Set<string>()
    const bodies = new Set<string>()
    await using server = await serve(async (request, response) => {
      const { method, url = '' } = request
      calls.add(`${method} ${url.split('?')[0]}`)
      if (url !== TOKENS) bodies.add(await text(request))
      if (url === TOKENS) answerJson(response, 200, { jwt: 'token', duration: 300 })
      else if (url.includes('?')) answerJson(response, 200, pageOf([]))
      else answerJson(response, 200, keyJson())
    })
    const { client } = testClient({ url: server.url })
    await client.prepare()
    await client.find({ by: 'uuid', id: KEY })
    await client.find({ by: 'awsKeyId', id: KEY, region: 'eu-west-1' })
    await client.find({ by: 'alias', alias: 'alias/../../x?y#z' })
    await client.read(KEY)
    await client.readRotation(KEY)
    await client.aliases()
    await client.reportsPeriods(AwsKey.parse(keyJson()))
    for (const operation of Operation.options) await client.send({ operation }, KEY)
    await client.send({ operation: 'enable-auto-rotation', periodDays: 180 }, KEY)
    await client.close()
    expect([...calls].sort()).toEqual([
      'GET /api/v1/cckm/aws/keys',
      `GET ${KEY_PATH}`,
      `POST ${TOKENS}`,
      `POST ${KEY_PATH}/disable-auto-rotation`,
      `POST ${KEY_PATH}/enable-auto-rotation`,
      `POST ${KEY_PATH}/get-key-rotation-status`,
    ])
    expect([...bodies].sort()).toEqual(['', '{"rotation_period_in_days":180}'])
  })

  it.each(['schedule-deletion', 'policy', '../x/disable', 'constructor', '__proto__'])(
    'has no way to send %s',
    async (word) => {
      const http = createHttp(testConfig(), testWorld())
      // Past the types on purpose.
      const sending = async () => Reflect.apply(http.act, undefined, [word, { id: KEY, jwt: 'token' }])
      await expect(sending()).rejects.toThrow('not an action of CipherTrust')
    },
  )

  it.each(['..', '../users', `${KEY}/policy`, ''])('has no way to act on the key id %j', async (id) => {
    const http = createHttp(testConfig(), testWorld())
    const sending = async () =>
      Reflect.apply(http.act, undefined, ['enable-auto-rotation', { id, jwt: 'token' }])
    await expect(sending()).rejects.toThrow('GUID')
  })

  it('has a table of three actions, two of which write', () => {
    expect(ACTIONS).toEqual({
      'enable-auto-rotation': { writes: true },
      'disable-auto-rotation': { writes: true },
      'get-key-rotation-status': { writes: false },
    })
  })

  it('opens connections and makes requests in one file each, which sends through the table', async () => {
    expect(await filesWith(/from 'undici'/)).toEqual(['agent.ts', 'http.ts'])
    expect(await filesWith(/import.*\brequest\b.*from 'undici'/)).toEqual(['http.ts'])
    expect(await filesWith(/\bfetch\(|node:(?:http|https|http2|net|tls|child_process)'/)).toEqual([])
    expect(await filesWith(/'(?:POST|PUT|PATCH|DELETE)'/)).toEqual(['http.ts'])
    expect(await filesWith(/JSON\.stringify|rotation_period_in_days/)).toEqual(['http.ts'])
    expect(Object.keys(createHttp(testConfig(), testWorld())).sort()).toEqual([
      'act',
      'close',
      'get',
      'logIn',
    ])
  })
})

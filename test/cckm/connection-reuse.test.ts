import { describe, expect, it } from 'vitest'
import { answerJson, KEY, keyJson, serve, TOKENS, testClient } from './harness.ts'

describe('connections', () => {
  it('are used again: a login, twenty reads and a write need no more than two', async () => {
    const sockets = new Set<unknown>()
    const on = keyJson({ aws_param: { KeyRotationEnabled: true } })
    await using server = await serve((request, response) => {
      sockets.add(request.socket)
      answerJson(response, 200, request.url === TOKENS ? { jwt: 'token', duration: 300 } : on)
    })
    const { client } = testClient({ url: server.url })
    for (let n = 0; n < 20; n += 1) await client.read(KEY)
    await client.send({ operation: 'enable-auto-rotation' }, KEY)
    // undici opens a second one for a call that comes in the very turn in which the one before it ends.
    expect(sockets.size).toBeLessThanOrEqual(2)
  })
})

import { describe, expect, it } from 'vitest'
import { startClient, type TestClient } from './client.ts'

interface Counted {
  readonly region: string
  readonly aws_param: { readonly KeyRotationEnabled: boolean; readonly AWSAccountId: string }
}

async function everyKey(client: TestClient): Promise<readonly Counted[]> {
  return (await client.api('GET', '/cckm/aws/keys?limit=-1')).body.resources as Counted[]
}

describe('GET /control/census', () => {
  it('counts the fixtures by class', async () => {
    await using client = await startClient()
    const { body } = await client.control('census')
    expect(body).toMatchObject({ total: 30, hidden: 1, on: 3, off: 27 })
    expect(body.classes).toEqual({
      eligible: { on: 2, off: 18 },
      asymmetric: { on: 0, off: 1 },
      hmac: { on: 0, off: 1 },
      imported: { on: 0, off: 1 },
      cloudhsm: { on: 0, off: 1 },
      external_key_store: { on: 0, off: 1 },
      disabled: { on: 0, off: 1 },
      pending_deletion: { on: 0, off: 1 },
      gone: { on: 0, off: 1 },
      aws_managed: { on: 1, off: 0 },
      replica: { on: 0, off: 1 },
    })
  })

  it('agrees with a walk through all generated keys', async () => {
    await using client = await startClient({ keys: 2_000, seed: 3 })
    const { body } = await client.control('census')
    const keys = await everyKey(client)
    const on = keys.filter(({ aws_param }) => aws_param.KeyRotationEnabled).length
    expect(body).toMatchObject({ total: keys.length, on, off: keys.length - on })
    const places = body.places as Record<string, Record<string, { on: number; off: number }>>
    const there = keys.filter(
      ({ region, aws_param }) => `${aws_param.AWSAccountId}/${region}` === '210987654321/us-east-1',
    )
    const counted = Object.values(places['210987654321/us-east-1'] ?? {})
    expect(counted.reduce((sum, flags) => sum + flags.on + flags.off, 0)).toBe(there.length)
  })

  it('counts another domain by itself, and follows writes', async () => {
    await using client = await startClient()
    const sub = '/control/census?domain=payments'
    expect((await client.call('GET', sub)).body).toMatchObject({ total: 2, on: 1, off: 1 })
    const { body } = await client.grant({ domain: 'payments' })
    const path = '/api/v1/cckm/aws/keys/d3b07384-d9a0-4f6e-8c1d-5e2f7a9b0c64/enable-auto-rotation'
    await client.call('POST', path, undefined, { authorization: `Bearer ${body.jwt}` })
    expect((await client.call('GET', sub)).body).toMatchObject({ on: 2, off: 0 })
    expect((await client.call('GET', '/control/census?domain=mars')).status).toBe(400)
  })
})

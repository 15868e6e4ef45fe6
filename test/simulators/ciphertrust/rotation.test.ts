import { describe, expect, it } from 'vitest'
import { fixtureByAlias } from '../../../simulators/ciphertrust/fixtures/fixture-keys.ts'
import { type Reply, startClient } from './client.ts'

const T0 = new Date('2026-03-02T10:00:00.123Z')

function path(alias: string, action: string): string {
  return `/cckm/aws/keys/${fixtureByAlias(alias).id}/${action}`
}

async function post(alias: string, action: string, body?: unknown): Promise<Reply> {
  await using client = await startClient({ now: () => T0 })
  return await client.api('POST', path(alias, action), body)
}

describe('enable-auto-rotation', () => {
  it.each([
    ['no body', undefined, 365, '2027-03-02T10:00:00Z'],
    ['an empty body', '', 365, '2027-03-02T10:00:00Z'],
    ['an empty object', {}, 365, '2027-03-02T10:00:00Z'],
    ['a period of 0', { rotation_period_in_days: 0 }, 365, '2027-03-02T10:00:00Z'],
    ['the shortest period', { rotation_period_in_days: 90 }, 90, '2026-05-31T10:00:00Z'],
    ['the longest period', { rotation_period_in_days: 2560 }, 2560, '2033-03-05T10:00:00Z'],
  ])('takes %s where periods are reported', async (_, body, RotationPeriodInDays, NextRotationDate) => {
    const reply = await post('alias/orders-eligible', 'enable-auto-rotation', body)
    expect(reply.status).toBe(200)
    expect(reply.body.aws_param).toMatchObject({
      KeyRotationEnabled: true,
      RotationPeriodInDays,
      NextRotationDate,
    })
    expect(reply.body.updatedAt).toBe('2026-03-02T10:00:00.123000001Z')
  })

  it('falls back to 365 days when it is called again without a period', async () => {
    const { body } = await post('alias/orders-180', 'enable-auto-rotation')
    expect(body.aws_param).toMatchObject({ RotationPeriodInDays: 365 })
  })

  it('reports no period in the legacy KMS, even when one was sent', async () => {
    const { body } = await post('alias/aws-test-key', 'enable-auto-rotation', { rotation_period_in_days: 90 })
    expect(body.aws_param).toMatchObject({ KeyRotationEnabled: true })
    expect(body.aws_param).not.toHaveProperty('RotationPeriodInDays')
    expect(body.aws_param).not.toHaveProperty('NextRotationDate')
  })

  it.each([89, 2561, -1])('passes on how AWS refuses a period of %d days', async (days) => {
    const body = { rotation_period_in_days: days }
    const reply = await post('alias/orders-eligible', 'enable-auto-rotation', body)
    expect(reply).toMatchObject({ status: 400, body: { code: 15 } })
    expect(reply.body.message).toContain(`ValidationException: 1 validation error detected: Value '${days}'`)
  })

  it.each(['{', '[]', '"x"', { rotation_period_in_days: '180' }, { rotation_period_in_days: 90.5 }])(
    'answers 400 to the body %j',
    async (body) => {
      const reply = await post('alias/orders-eligible', 'enable-auto-rotation', body)
      expect(reply).toMatchObject({ status: 400, body: { code: 15 } })
      expect(reply.body.message).not.toContain('Exception')
    },
  )
})

describe('a key that AWS does not rotate', () => {
  it.each([
    ['alias/orders-asymmetric', 'UnsupportedOperationException'],
    ['alias/orders-hmac', 'UnsupportedOperationException'],
    ['alias/orders-imported', 'UnsupportedOperationException'],
    ['alias/orders-cloudhsm', 'UnsupportedOperationException'],
    ['alias/orders-xks', 'UnsupportedOperationException'],
    ['alias/orders-mrk-replica', 'UnsupportedOperationException'],
    ['alias/orders-disabled', 'DisabledException'],
    ['alias/orders-pending-deletion', 'KMSInvalidStateException'],
    ['alias/orders-gone', 'NotFoundException'],
    ['alias/aws/s3', 'AccessDeniedException'],
  ])('%s is refused with %s, and nothing changes', async (alias, exception) => {
    await using client = await startClient()
    const on = await client.api('POST', path(alias, 'enable-auto-rotation'))
    const off = await client.api('POST', path(alias, 'disable-auto-rotation'))
    const read = await client.api('GET', `/cckm/aws/keys/${fixtureByAlias(alias).id}`)

    expect(on).toMatchObject({
      status: 400,
      body: { code: 15, codeDesc: 'NCERRBadRequest: Bad HTTP request' },
    })
    expect(on.body.message).toMatch(new RegExp(`^Error Enabling AWS Key Rotation : ${exception}: \\S`))
    expect(off.body.message).toMatch(new RegExp(`^Error Disabling AWS Key Rotation : ${exception}: \\S`))
    expect(read.body).toEqual(JSON.parse(JSON.stringify(fixtureByAlias(alias).key)))
  })

  it('is answered with 404 when it is hidden', async () => {
    expect((await post('alias/orders-hidden', 'enable-auto-rotation')).status).toBe(404)
  })

  it('is told in words which state it is in', async () => {
    const { body } = await post('alias/orders-pending-deletion', 'enable-auto-rotation')
    expect(body.message).toMatch(/is pending deletion\.$/)
  })
})

describe('disable-auto-rotation', () => {
  it('takes the period and the next date away', async () => {
    const { status, body } = await post('alias/orders-180', 'disable-auto-rotation')
    expect(status).toBe(200)
    expect(body.aws_param).toMatchObject({ KeyRotationEnabled: false })
    expect(body.aws_param).not.toHaveProperty('RotationPeriodInDays')
    expect(body.aws_param).not.toHaveProperty('NextRotationDate')
  })

  it('works on a multi-Region primary that was switched on', async () => {
    await using client = await startClient()
    const on = await client.api('POST', path('alias/orders-mrk', 'enable-auto-rotation'))
    const off = await client.api('POST', path('alias/orders-mrk', 'disable-auto-rotation'))
    expect(on.body.aws_param).toMatchObject({ KeyRotationEnabled: true })
    expect(off.body.aws_param).toMatchObject({ KeyRotationEnabled: false })
  })
})

describe('get-key-rotation-status', () => {
  const mrkId = 'mrk-6ca104944834b647f80f86c2d15ebc49'

  it.each([
    ['alias/orders-on', { KeyRotationEnabled: true }],
    ['alias/orders-asymmetric', { KeyRotationEnabled: false }],
    ['alias/orders-mrk', { KeyId: mrkId, KeyRotationEnabled: false }],
    [
      'alias/orders-180',
      {
        KeyId: 'd2b035cf-e5c0-4f9e-b58b-03af7088692d',
        KeyRotationEnabled: true,
        RotationPeriodInDays: 180,
        NextRotationDate: '2026-08-29T09:20:53Z',
      },
    ],
  ])('tells of %s what its KMS reports', async (alias, expected) => {
    expect(await post(alias, 'get-key-rotation-status')).toMatchObject({ status: 200 })
    expect((await post(alias, 'get-key-rotation-status')).body).toEqual(expected)
  })

  it('passes on how AWS refuses it for imported material', async () => {
    const { status, body } = await post('alias/orders-imported', 'get-key-rotation-status')
    expect(status).toBe(400)
    expect(body.message).toContain('origin is EXTERNAL which is not valid for this operation.')
  })

  it('commits nothing', async () => {
    await using client = await startClient()
    await client.api('POST', path('alias/orders-on', 'get-key-rotation-status'))
    const { body } = await client.call('GET', '/control/calls')
    expect(body).toMatchObject([{}, { status: 200, committed: false }])
  })
})

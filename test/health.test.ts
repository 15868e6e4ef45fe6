import { connect } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { PortInUse, type Readiness, serveHealth } from '../src/health.ts'

async function served(readiness: () => Promise<Readiness>) {
  const health = await serveHealth({ port: 0, host: '127.0.0.1' }, readiness)
  onTestFinished(() => health.close())
  return async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${health.port}${path}`)
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      body: await response.json(),
    }
  }
}

const ready = async () => ({ ready: true, report: { slack: 2, ciphertrust: 'fine' } })
const broken = () => Promise.reject(new Error('the disk is full of xoxb-secrets'))

describe('serveHealth', () => {
  it('is live as long as it answers, ready or not', async () => {
    const get = await served(broken)
    expect(await get('/livez')).toEqual({ status: 200, type: 'application/json', body: { live: true } })
  })

  it('is ready when it is said to be, with the report', async () => {
    const get = await served(ready)
    expect(await get('/readyz')).toMatchObject({
      status: 200,
      body: { ready: true, slack: 2, ciphertrust: 'fine' },
    })
  })

  it('answers 503 when it is not ready, with the report', async () => {
    const get = await served(async () => ({ ready: false, report: { slack: 0 } }))
    expect(await get('/readyz')).toMatchObject({ status: 503, body: { ready: false, slack: 0 } })
  })

  it('is not ready when nobody can tell, and quotes no error', async () => {
    const get = await served(broken)
    expect(await get('/readyz')).toMatchObject({ status: 503, body: { ready: false, store: false } })
  })

  it.each(['/', '/metrics', '/readyz/', '/constructor', '/livez/../readyz/x'])(
    'has no page %s',
    async (path) => {
      const get = await served(ready)
      expect(await get(path)).toMatchObject({ status: 404 })
    },
  )

  it('says that its port is taken', async () => {
    const first = await serveHealth({ port: 0, host: '127.0.0.1' }, ready)
    onTestFinished(() => first.close())
    await expect(serveHealth({ port: first.port, host: '127.0.0.1' }, ready)).rejects.toThrow(PortInUse)
  })

  it('closes though somebody holds a connection open', async () => {
    const health = await serveHealth({ port: 0, host: '127.0.0.1' }, ready)
    const socket = connect(health.port, '127.0.0.1')
    const ended = new Promise((resolve) => socket.on('close', resolve))
    await new Promise((resolve) => socket.on('connect', resolve))
    await health.close()
    expect(await ended).toBe(false)
  })
})

import { describe, it } from 'vitest'
import { entriesOf } from './audit.ts'
import { type OneRequest, oneRequest } from './one-request.ts'

/** A way in which the call may go wrong, the states after *executing*, and the fault that the log has of it. */
interface Row {
  readonly path: string
  readonly fault: { readonly kind: string; readonly outcome: string; readonly awsException?: string }
  readonly sent: number
  readonly accepted: number
  readonly breaks: (one: OneRequest) => unknown
}

const ONCE_MORE = 'calling executing calling succeeded'
const GIVEN_UP = 'calling executing calling failed'
const DONE = { sent: 1, accepted: 1 }
const NOT_DONE = { sent: 1, accepted: 0 }

function written(fault: object) {
  return (one: OneRequest) => one.writeFault(fault)
}

function refusedByAws(exception: string) {
  return written({ kind: 'aws_error', exception })
}

/** So much time passes while the mark is written. */
function slowMark(one: OneRequest): void {
  one.before.set('ciphertrust.prepare', () => one.before.set('ledger.commit', () => one.pass(6)))
}

const CERTAINLY_NOT_DONE: Readonly<Record<string, Row>> = {
  'CipherTrust has no licence for it': {
    ...{ path: 'calling failed', fault: { kind: 'licence', outcome: 'not_done' }, ...NOT_DONE },
    breaks: written({ kind: '403_licence' }),
  },
  'AWS says that the key is disabled': {
    path: 'calling failed',
    fault: { kind: 'aws', outcome: 'not_done', awsException: 'DisabledException' },
    ...NOT_DONE,
    breaks: refusedByAws('DisabledException'),
  },
  'AWS denies the access': {
    path: 'calling failed',
    fault: { kind: 'aws', outcome: 'not_done', awsException: 'AccessDeniedException' },
    ...NOT_DONE,
    breaks: refusedByAws('AccessDeniedException'),
  },
  'the key is hidden just before': {
    ...{ path: 'calling failed', fault: { kind: 'not_found', outcome: 'not_done' }, ...NOT_DONE },
    breaks: (one) => one.before.set('ciphertrust.send', () => one.setKey({ hidden: true })),
  },
}

const CERTAINLY_NOT_SENT: Readonly<Record<string, Row>> = {
  '401 once': {
    ...{ path: ONCE_MORE, fault: { kind: 'unauthorized', outcome: 'not_sent' }, sent: 2, accepted: 1 },
    breaks: written({ kind: '401' }),
  },
  '401 twice': {
    ...{ path: GIVEN_UP, fault: { kind: 'unauthorized', outcome: 'not_sent' }, sent: 2, accepted: 0 },
    breaks: written({ kind: '401', times: 2 }),
  },
  '429 once': {
    ...{ path: ONCE_MORE, fault: { kind: 'rate_limited', outcome: 'not_sent' }, sent: 2, accepted: 1 },
    breaks: written({ kind: '429' }),
  },
  '429 twice': {
    ...{ path: GIVEN_UP, fault: { kind: 'rate_limited', outcome: 'not_sent' }, sent: 2, accepted: 0 },
    breaks: written({ kind: '429', times: 2 }),
  },
  'more than 5 s pass between the mark and the call, once': {
    ...{ path: ONCE_MORE, fault: { kind: 'late', outcome: 'not_sent' }, ...DONE },
    breaks: slowMark,
  },
}

const IN_DOUBT: Readonly<Record<string, Row>> = {
  'a hang-up before it was carried out': {
    ...{ path: 'calling unconfirmed', fault: { kind: 'hung_up', outcome: 'unknown' }, ...NOT_DONE },
    breaks: written({ kind: 'hangup_before' }),
  },
  'a hang-up after it was carried out': {
    ...{ path: 'calling unconfirmed succeeded', fault: { kind: 'hung_up', outcome: 'unknown' }, ...DONE },
    breaks: written({ kind: 'hangup_after_commit' }),
  },
  '500': {
    ...{ path: 'calling unconfirmed', fault: { kind: 'server_error', outcome: 'unknown' }, ...NOT_DONE },
    breaks: written({ kind: '500' }),
  },
  'a page of HTML': {
    ...{ path: 'calling unconfirmed', fault: { kind: 'server_error', outcome: 'unknown' }, ...NOT_DONE },
    breaks: written({ kind: '5xx_html' }),
  },
  'another flag in the answer': {
    ...{ path: 'calling unconfirmed', fault: { kind: 'flag_disagrees', outcome: 'unknown' }, ...NOT_DONE },
    breaks: written({ kind: 'flag_wrong' }),
  },
  'the flag cannot be read back': {
    ...{ path: 'calling unconfirmed', fault: { kind: 'flag_disagrees', outcome: 'unknown' }, ...DONE },
    breaks: (one) => one.flagFault({ kind: '500', times: -1 }),
  },
  ...Object.fromEntries(
    ['DependencyTimeoutException', 'KMSInternalException', 'ThrottlingException'].map((awsException) => [
      `AWS gave up with ${awsException}`,
      {
        path: 'calling unconfirmed',
        fault: { kind: 'aws', outcome: 'unknown', awsException },
        ...NOT_DONE,
        breaks: refusedByAws(awsException),
      },
    ]),
  ),
}

describe.concurrent.for([
  ['it was certainly not done', CERTAINLY_NOT_DONE],
  ['it was certainly not sent', CERTAINLY_NOT_SENT],
  ['nobody can tell', IN_DOUBT],
] as const)('a call of which %s', ([, rows]) => {
  it.for(Object.entries(rows))('%s', async ([, { path, fault, breaks, ...calls }], { expect }) => {
    await using one = await oneRequest()
    await one.ask()
    await breaks(one)

    await one.approve()
    const states = path.split(' ')
    await one.reach(states.at(-1) ?? '', states.filter((state) => state === states.at(-1)).length)

    expect(withoutReads(one.path())).toEqual(['requested', 'approved', 'executing', ...states])
    expect(entriesOf(one.stage, one.key.id).find((entry) => entry.fault)?.fault).toMatchObject(fault)
    expect(await one.inAws()).toMatchObject(calls)
  })
})

describe.concurrent('a CipherTrust that refuses connections', () => {
  it('is tried once more, and then the request failed', async ({ expect }) => {
    await using one = await oneRequest()
    await one.ask()
    one.before.set('ciphertrust.send', () => one.stage.ciphertrust.close())

    await one.approve()
    await one.reach('failed')

    expect(one.path()).toEqual(['requested', 'approved', 'executing', ...GIVEN_UP.split(' ')])
    expect(entriesOf(one.stage, one.key.id).at(-1)?.fault).toEqual({
      kind: 'unreachable',
      outcome: 'not_sent',
    })
  })
})

/** Reads that settle nothing leave it where it is. */
function withoutReads(path: readonly string[]): readonly string[] {
  return path.filter((state, place) => state !== 'unconfirmed' || path[place - 1] !== state)
}

import { useEffect, useRef, useState } from 'react'
import { post, sentence } from '../api.ts'

interface FaultButton {
  readonly id: string
  readonly label: string
  /** What comes of it, said after the press. */
  readonly said: string
  readonly path: string
  readonly body: object
}

const toCipherTrust = (id: string, label: string, said: string, body: object): FaultButton => ({
  ...{ id, label, said, body },
  path: '/demo/ciphertrust/fault',
})

export const CIPHERTRUST_FAULTS: readonly FaultButton[] = [
  toCipherTrust('slow', 'Slow', 'The next call takes 8 seconds.', { kind: 'slow', ms: 8000 }),
  toCipherTrust(
    'hangup_after_commit',
    'Hang up after commit',
    'The next write is done in AWS, but its answer is lost.',
    {
      kind: 'hangup_after_commit',
    },
  ),
  toCipherTrust('401', '401', 'The next call is answered with 401.', { kind: '401' }),
  toCipherTrust('403_licence', '403 licence', 'The next call is refused for want of a licence.', {
    kind: '403_licence',
  }),
  toCipherTrust('429', '429', 'The next call is told to come later.', { kind: '429' }),
  toCipherTrust('down', 'Down', 'CipherTrust answers nothing until the faults are cleared.', {
    kind: 'down',
  }),
  toCipherTrust('none', 'Clear faults', 'CipherTrust behaves again.', { kind: 'none' }),
]

export const SLACK_FAULTS: readonly FaultButton[] = [
  {
    id: 'refresh',
    label: 'Refresh a socket',
    said: 'The oldest connection was told to go.',
    path: '/control/socket',
    body: { do: 'refresh' },
  },
  {
    id: 'kill',
    label: 'Cut all sockets',
    said: 'All connections were torn.',
    path: '/control/socket',
    body: { do: 'kill' },
  },
  {
    id: 'drop',
    label: 'Drop a reply',
    said: 'The next post arrives, but the bot does not hear so.',
    path: '/control/fault',
    body: { method: 'chat.postMessage', kind: 'drop_after_commit' },
  },
  {
    id: 'ratelimit',
    label: 'Rate limit',
    said: 'The next three posts are answered with 429.',
    path: '/control/fault',
    body: { method: 'chat.postMessage', kind: '429', times: 3, ms: 2000 },
  },
]

export function FaultButtons({ faults }: { readonly faults: readonly FaultButton[] }) {
  const [said, setSaid] = useState('')
  const status = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    if (said) status.current?.scrollIntoView({ block: 'nearest' })
  }, [said])
  const order = (fault: FaultButton) => {
    post(fault.path, fault.body).then(
      () => setSaid(fault.said),
      (error) => setSaid(sentence(error)),
    )
  }
  return (
    <>
      <div className="row">
        {faults.map((fault) => (
          <button type="button" key={fault.id} data-fault={fault.id} onClick={() => order(fault)}>
            {fault.label}
          </button>
        ))}
      </div>
      <p className="said" role="status" ref={status}>
        {said}
      </p>
    </>
  )
}

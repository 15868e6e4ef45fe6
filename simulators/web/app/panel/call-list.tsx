import { useEffect, useRef } from 'react'
import type { CipherTrustCall } from '../../wire.ts'
import { secondOf } from '../time.ts'

const MOST = 30

/** Every call that reached CipherTrust, in order, the newest last. */
export function CallList({ calls }: { readonly calls: readonly CipherTrustCall[] }) {
  const list = useRef<HTMLDivElement>(null)
  const shown = calls.slice(-MOST)
  // biome-ignore lint/correctness/useExhaustiveDependencies: it follows the newest call
  useEffect(() => {
    if (list.current) list.current.scrollTop = list.current.scrollHeight
  }, [calls.length])
  if (calls.length === 0) return <p className="note">No call so far.</p>
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
    <div className="calls" role="log" aria-label="Calls in order" tabIndex={0} ref={list}>
      {calls.length > MOST && <p className="note">…and {calls.length - MOST} before</p>}
      <ol>
        {shown.map(({ at, method, path, status, committed }, index) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: two of one moment differ in nothing else
            key={`${at} ${index}`}
            data-writes={method === 'POST' && /rotation$/.test(path)}
            data-status={status ?? 'cut'}
          >
            <span className="call-line" title={path}>
              <b>{method}</b> {shortPath(path)}
            </span>
            <span className="note">
              {secondOf(String(Date.parse(at) / 1000))} · {status ?? 'no answer'}
              {committed && <strong> · done in AWS</strong>}
            </span>
          </li>
        ))}
      </ol>
    </div>
  )
}

/** Ids say nothing here and take all the room. */
function shortPath(path: string): string {
  const [address = '', query = ''] = path.replace(/^\/api\/v1\/(cckm\/aws\/)?/, '').split('?')
  const shown = address.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, (id) => `${id.slice(0, 4)}…`)
  return query ? `${shown}?${decodeURIComponent(query)}` : shown
}

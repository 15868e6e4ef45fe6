import { useState } from 'react'
import type { CipherTrustCall, KeyLook } from '../../wire.ts'

interface Props {
  readonly keys: readonly KeyLook[]
  readonly calls: readonly CipherTrustCall[]
}

/** The keys as AWS has them, those that were called about first. */
export function KeyList({ keys, calls }: Props) {
  const [wanted, setWanted] = useState('')
  const touched = (key: KeyLook) => calls.some(({ path }) => path.includes(key.id))
  const matching = keys.filter(({ alias, arn }) => `${alias} ${arn}`.includes(wanted.trim()))
  const sorted = [...matching].sort((a, b) => Number(touched(b)) - Number(touched(a)))
  return (
    <div className="keys">
      <label className="key-filter">
        <span>Keys in AWS</span>
        <input
          type="search"
          value={wanted}
          placeholder="Filter"
          onChange={({ target }) => setWanted(target.value)}
        />
      </label>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard */}
      <section className="key-frame" tabIndex={0} aria-label="Keys and their flags">
        <table>
          <thead className="hidden">
            <tr>
              <th scope="col">Key</th>
              <th scope="col">Rotation</th>
            </tr>
          </thead>
          <tbody>
            {sorted.map((key) => (
              <tr key={key.id} data-touched={touched(key)} data-key={key.alias}>
                <td title={key.arn}>
                  {key.alias}
                  <span className="note">{notesOn(key)}</span>
                </td>
                <td className="flag" data-on={key.rotation}>
                  {key.rotation ? (key.period ? `on, ${key.period} d` : 'on') : 'off'}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  )
}

/** What keeps a key from rotating; nothing for an ordinary one. */
function notesOn({ state, origin, spec, hidden }: KeyLook): string {
  return [
    state === 'Enabled' ? '' : state,
    origin === 'AWS_KMS' ? '' : origin,
    spec === 'SYMMETRIC_DEFAULT' ? '' : spec,
    hidden ? 'hidden from the bot' : '',
  ]
    .filter((note) => note !== '')
    .join(', ')
}

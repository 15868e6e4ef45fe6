import { useRef } from 'react'
import type { Alone, Panel } from '../../wire.ts'
import { TrialList } from '../things-to-try.tsx'
import { BotSection } from './bot-section.tsx'
import { CallList } from './call-list.tsx'
import { CIPHERTRUST_FAULTS, FaultButtons, SLACK_FAULTS } from './fault-buttons.tsx'
import { KeyList } from './key-list.tsx'
import { RefusedList } from './refused-list.tsx'
import { hasRoomForPanel } from './room.ts'

interface Props {
  readonly panel: Panel | Alone | undefined
  readonly onClose: () => void
}

/** What no Slack would show: the other side of the bot, and the ways to make things go wrong. */
export function SidePanel({ panel, onClose }: Props) {
  const trials = useRef<HTMLDetailsElement>(null)
  const onPick = () => {
    // What comes of it is to be seen below.
    if (trials.current) trials.current.open = false
    if (!hasRoomForPanel()) onClose()
  }
  const demo = panel !== undefined && panel !== 'alone'
  return (
    <aside className="panel" aria-label="What CipherTrust saw">
      <header className="panel-head">
        <div>
          <h2>What CipherTrust saw</h2>
          <p>The other side of this simulation, and its controls. Nothing here is a part of Slack.</p>
        </div>
        <button type="button" className="icon" aria-label="Close the panel" onClick={onClose}>
          ×
        </button>
      </header>
      {demo && panel.trials.length > 0 && (
        <details ref={trials}>
          <summary>Things to try</summary>
          <TrialList trials={panel.trials} onPick={onPick} />
        </details>
      )}
      {panel === undefined && <p className="panel-none">Waiting for the bot…</p>}
      {panel === 'alone' && (
        <p className="panel-none">
          This Slack was started alone: there is no bot and no CipherTrust beside it.{' '}
          <code>npm run demo</code> starts all three.
        </p>
      )}
      {demo && (
        <>
          <section aria-label="Calls and keys">
            <h3>Calls, the newest last</h3>
            <CallList calls={panel.calls} />
            <KeyList keys={panel.keys} calls={panel.calls} />
          </section>
          <BotSection bot={panel.bot} />
          <section aria-label="Make CipherTrust misbehave">
            <h3>Make CipherTrust misbehave</h3>
            <FaultButtons faults={CIPHERTRUST_FAULTS} />
            {panel.faults.length > 0 && <p className="waiting-faults">Waiting: {panel.faults.join(', ')}</p>}
          </section>
        </>
      )}
      <section aria-label="Make Slack misbehave">
        <h3>Make Slack misbehave</h3>
        <FaultButtons faults={SLACK_FAULTS} />
      </section>
      <RefusedList />
    </aside>
  )
}

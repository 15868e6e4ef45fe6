import { useHere } from '../directory.tsx'
import { secondOf } from '../time.ts'

/** What Slack refused of the app, with its reasons: the page itself shows only what a person would see. */
export function RefusedList() {
  const { refused } = useHere().screen
  if (refused.length === 0) return null
  return (
    <section aria-label="What Slack refused">
      <h3>What Slack refused</h3>
      <ol className="refused">
        {refused.map(({ at, method, error, reasons }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two of one moment differ in nothing else
          <li key={`${at} ${index}`}>
            <b>{method}</b> <code>{error}</code> <span className="note">{secondOf(String(at / 1000))}</span>
            {reasons.map((reason) => (
              <p key={reason}>{reason}</p>
            ))}
          </li>
        ))}
      </ol>
    </section>
  )
}

/** Over the end of a list that somebody scrolled up: what came meanwhile is one press away. */
export function MissedMessages({ onPick }: { readonly onPick: () => void }) {
  return (
    <button type="button" className="missed" data-control="missed" onClick={onPick}>
      <span aria-hidden="true">↓ </span>New messages
    </button>
  )
}

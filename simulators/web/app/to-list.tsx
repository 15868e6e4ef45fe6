import { useHere } from './directory.tsx'
import { APP } from './place.ts'
import { unreadOf, useReadMarks } from './read-marks.tsx'

/** On a narrow screen the way back to the channels, with a mark where something is unread in one of them. */
export function ToList({ onList }: { readonly onList: () => void }) {
  const { screen, place } = useHere()
  const marks = useReadMarks()
  const unread = [...screen.conversations, { ...screen.direct, id: APP }].some(
    (conversation) =>
      conversation.id !== place.at && unreadOf(conversation, marks.of(conversation.id), screen).count > 0,
  )
  return (
    <button type="button" className="icon only-narrow" data-unread={unread} onClick={onList}>
      <span aria-hidden="true">‹</span>
      <span className="hidden">{unread ? 'Channels, with unread messages' : 'Channels'}</span>
    </button>
  )
}
